package io.steadfill.throttle;

import io.steadfill.database.vitals.LogPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** When the primary's log was seen where, so that a replica's position tells how old it is without trusting any clock of the replica. */
final class LogHistory {

    /** Over half an hour at two readings a second; a replica farther behind than that is too far behind for any limit. */
    private static final int ENTRIES_MAX = 4_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** A position, as first seen at a {@link System#nanoTime} moment. */
    private record Entry(LogPosition position, long nanos) {}

    /**
     * How long a position has been passed by.
     *
     * @param exact whether the history reaches back to it; else it may be longer
     */
    record Age(Duration time, boolean exact) {}

    void add(LogPosition position, long nanos) {
        Entry last = entries.peekLast();
        if (last != null && last.position().equals(position)) {
            return;
        }
        // After a fail-over the log may go on from an earlier place.
        if (last != null
                && (!last.position().isComparableTo(position) || last.position().offset() > position.offset())) {
            entries.clear();
        }
        entries.addLast(new Entry(position, nanos));
        if (entries.size() > ENTRIES_MAX) {
            entries.removeFirst();
        }
    }

    /** Empty when the position is of another server's log, or nothing was seen yet. */
    Optional<Age> age(LogPosition replayed, long now) {
        Entry first = entries.peekFirst();
        if (first == null || !first.position().isComparableTo(replayed)) {
            return Optional.empty();
        }
        boolean exact = first.position().offset() <= replayed.offset();
        for (Entry entry : entries) {
            if (entry.position().offset() > replayed.offset()) {
                return Optional.of(new Age(Duration.ofNanos(now - entry.nanos()), exact));
            }
        }
        return Optional.of(new Age(Duration.ZERO, true));
    }
}
