package io.steadfill.chunk;

import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Short sleeps that look at the gate every 200 ms at the latest. */
public final class Nap {

    private static final long SLICE_NANOS = Duration.ofMillis(200).toNanos();

    private Nap() {}

    /** Returns early, and false, when the gate no longer says go. */
    public static boolean take(Duration length, Gate gate) {
        long end = System.nanoTime() + length.toNanos();
        while (gate.word() == Gate.Word.GO) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, SLICE_NANOS));
        }
        return false;
    }

    /** The same, and tells how long it took and why. */
    public static boolean told(Duration length, Gate gate, String runId, Verdict why, ChunkListener listener) {
        long begun = System.nanoTime();
        boolean rested = take(length, gate);
        listener.waiting(runId, why, Duration.ofNanos(System.nanoTime() - begun));
        return rested;
    }
}
