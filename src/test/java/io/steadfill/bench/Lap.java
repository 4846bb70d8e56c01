package io.steadfill.bench;

import java.time.Duration;

/**
 * One run of one contender.
 *
 * @param walk the time of the work itself; for Steadfill from the first chunk's beginning to the last one's commit
 * @param whole the time until it said that it was done; for Steadfill with preflight, survey and proof
 */
record Lap(long rows, Duration walk, Duration whole) {

    static Lap of(long rows, Duration took) {
        return new Lap(rows, took, took);
    }

    double walkRate() {
        return rate(walk);
    }

    double wholeRate() {
        return rate(whole);
    }

    private double rate(Duration took) {
        return rows * 1e9 / Math.max(1, took.toNanos());
    }
}
