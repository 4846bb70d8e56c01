package io.steadfill.checkpoint;

import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * A disjoint slice of the key space, worked by one thread at a time; what the target says about it.
 *
 * @param sweep 0 for the first walk, then the sweeps
 * @param at the last key that is done; null at the beginning
 * @param seq chunks committed
 */
public record Partition(
        String runId,
        int sweep,
        int number,
        KeyRange range,
        @Nullable Key at,
        boolean done,
        long seq,
        Fence fence,
        Counts counts) {

    /** What is not done yet. */
    public KeyRange rest() {
        return at == null ? range : range.beyond(at);
    }

    /** This partition one chunk further. */
    Partition advanced(@Nullable Key upTo, boolean finished, Counts more) {
        return new Partition(
                runId, sweep, number, range, upTo == null ? at : upTo, finished, seq + 1, fence, counts.plus(more));
    }

    @Override
    public String toString() {
        return runId + "/" + sweep + "/" + number;
    }
}
