package io.steadfill.checkpoint;

import java.util.Comparator;

/**
 * What the control issues once per takeover and the target accepts only if it is higher; whoever holds an old one can commit nothing.
 *
 * @param generation of the target; goes up when another control adopts it
 * @param execution the Batch job execution
 * @param version of the lease within that execution
 */
public record Fence(long generation, long execution, long version) implements Comparable<Fence> {

    /** Lower than every fence that is ever issued. */
    public static final Fence NONE = new Fence(0, 0, 0);

    private static final Comparator<Fence> ORDER = Comparator.comparingLong(Fence::generation)
            .thenComparingLong(Fence::execution)
            .thenComparingLong(Fence::version);

    @Override
    public int compareTo(Fence other) {
        return ORDER.compare(this, other);
    }
}
