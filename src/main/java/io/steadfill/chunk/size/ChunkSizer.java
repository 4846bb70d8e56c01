package io.steadfill.chunk.size;

import java.time.Duration;
import java.util.Arrays;

/**
 * Finds the number of rows whose statements take the wanted time. It starts small and grows by at most half; afterwards it looks at the
 * second slowest of eleven chunks (about p90) and forgets them after each decision. One chunk five times over shrinks it to a tenth at
 * once. Constants as measured in use by block/spirit's dynamic chunk sizer.
 */
public final class ChunkSizer {

    private static final int FIRST_ROWS = 1_000;
    private static final int SAMPLES = 11;
    private static final double GROWTH_MAX = 1.5;
    private static final int PANIC_FACTOR = 5;

    private final long[] samples = new long[SAMPLES];
    private int taken;
    private int rows = FIRST_ROWS;
    private boolean warm;
    private double bytesPerRow;

    /** Rows for the next chunk. */
    public int rows(int rowsMax, long bytesMax) {
        double byBytes = bytesPerRow > 0 ? bytesMax / bytesPerRow : rowsMax;
        return (int) Math.max(1, Math.min(rows, Math.min(rowsMax, byBytes)));
    }

    /**
     * Learns from a chunk.
     *
     * @param asked the rows it was planned with; a chunk planned before the last decision, or cut short, teaches of time only that it was
     *     far too long
     * @param statements the time of its statements only, never naps or queues
     */
    public void feed(int asked, int walked, Duration statements, long bytes, Duration target) {
        if (walked > 0) {
            bytesPerRow = Math.max((double) bytes / walked, bytesPerRow * 0.9);
        }
        long nanos = Math.max(1, statements.toNanos());
        if (asked != rows || walked < asked) {
            if (walked > 0 && nanos > PANIC_FACTOR * target.toNanos()) {
                // Where wide rows cut chunks by their bytes, no chunk is ever as long as it was planned.
                rows = Math.min(rows, Math.max(1, walked / 2));
            }
            return;
        }
        double ratio = (double) target.toNanos() / nanos;
        if (nanos > PANIC_FACTOR * target.toNanos()) {
            resize(0.1);
        } else if (!warm && ratio > 1) {
            // Like a slow start: below the target every chunk may grow, the first one over it ends that.
            resize(Math.min(GROWTH_MAX, ratio));
        } else {
            warm = true;
            samples[taken++] = nanos;
            if (taken == SAMPLES) {
                Arrays.sort(samples);
                resize(Math.min(GROWTH_MAX, (double) target.toNanos() / samples[SAMPLES - 2]));
            }
        }
    }

    /** Halves at once, after a statement that ran over its time. */
    public void halve() {
        resize(0.5);
    }

    private void resize(double factor) {
        rows = (int) Math.max(1, Math.min(1_000_000, Math.ceil(rows * factor)));
        taken = 0;
    }
}
