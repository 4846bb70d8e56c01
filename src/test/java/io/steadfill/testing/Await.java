package io.steadfill.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what others do in their own time; what has come true is seen within a twentieth of a second. */
public final class Await {

    /** Generous, since the machine may be busy with other tests. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Await() {}

    /** Looks on this thread, for a minute. */
    public static void until(BooleanSupplier condition) {
        until("what this test waits for", condition);
    }

    /** @param what such as {@code the run's end}, to be named where it does not come */
    public static void until(String what, BooleanSupplier condition) {
        until(what, LIMIT, condition);
    }

    /** For what may well take longer than a minute. */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while it waited for " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
