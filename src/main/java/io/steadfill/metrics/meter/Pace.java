package io.steadfill.metrics.meter;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Rows a second, from looks at a run's sum over the last minute; so it counts whoever works the run, on whatever node. */
final class Pace {

    private static final Duration OVER = Duration.ofMinutes(1);

    private record Look(long nanos, long rows) {}

    private final Deque<Look> looks = new ArrayDeque<>();

    /** @param rows the sum so far; one that goes down begins anew */
    void saw(long nanos, long rows) {
        if (!looks.isEmpty() && rows < looks.getLast().rows()) {
            looks.clear();
        }
        looks.addLast(new Look(nanos, rows));
        while (looks.size() > 2 && nanos - looks.getFirst().nanos() > OVER.toNanos()) {
            looks.removeFirst();
        }
    }

    /** 0 before the second look. */
    double rowsPerSecond() {
        if (looks.size() < 2) {
            return 0;
        }
        Look first = looks.getFirst();
        Look last = looks.getLast();
        double seconds = (last.nanos() - first.nanos()) / 1e9;
        return seconds <= 0 ? 0 : (last.rows() - first.rows()) / seconds;
    }
}
