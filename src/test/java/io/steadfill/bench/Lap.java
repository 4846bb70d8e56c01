package io.steadfill.bench;

import io.steadfill.chunk.event.PhaseTimes;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of one contender.
 *
 * @param walk the time of the work itself; for Steadfill from the first chunk's beginning to the last one's commit
 * @param whole the time until it said that it was done; for Steadfill with preflight, survey and proof
 * @param spent where the chunks' time went, all workers' together; null for whoever has no chunks
 */
record Lap(
        long rows, Duration walk, Duration whole, @Nullable PhaseTimes spent) {

    static Lap of(long rows, Duration took) {
        return new Lap(rows, took, took, null);
    }

    double walkRate() {
        return rate(walk);
    }

    double wholeRate() {
        return rate(whole);
    }

    /** Microseconds a row, of one phase; 0 where there are none. */
    double spent(Function<PhaseTimes, Duration> phase) {
        return spent == null ? 0 : phase.apply(spent).toNanos() / 1e3 / Math.max(1, rows);
    }

    private double rate(Duration took) {
        return rows * 1e9 / Math.max(1, took.toNanos());
    }
}
