package io.steadfill.throttle.sampling;

/** Trips above a limit and releases at half of it, so that a value near the limit does not flicker. */
public final class Trip {

    private boolean tripped;

    /** Whether {@code value} holds the run up, after what was seen before. */
    public boolean isTrippedBy(long value, long limit) {
        tripped = tripped ? value > limit / 2 : value > limit;
        return tripped;
    }
}
