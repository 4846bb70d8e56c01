package io.steadfill.schema.statement;

import java.time.Duration;

/**
 * How long a statement may stand in the queue for a lock, in which everybody else stands behind it, and how often it tries.
 *
 * @param lockTimeout for one try; MySQL and MariaDB know whole seconds only
 * @param tries before somebody is named and the operator asked
 * @param napLeast the first nap between two tries; each next one is twice as long
 * @param napMost the longest nap
 * @param statementTimeout for statements that run alone, such as an index built concurrently
 */
public record Patience(
        Duration lockTimeout, int tries, Duration napLeast, Duration napMost, Duration statementTimeout) {

    public static final Patience USUAL = new Patience(
            Duration.ofSeconds(2), 10, Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofHours(4));

    /** To take a barrier down, since it keeps the application from its rows: soon again, and for long. */
    public Patience urgent() {
        return new Patience(lockTimeout, tries * 6, napLeast, napLeast, statementTimeout);
    }

    /** The nap after the given try, from 1; somewhere in its upper half, so that two do not meet again. */
    Duration nap(int attempt, double random) {
        long full = Math.min(napMost.toMillis(), napLeast.toMillis() << Math.min(attempt - 1, 20));
        return Duration.ofMillis(full / 2 + (long) (random * full / 2));
    }
}
