package io.steadfill.definition;

import java.time.Duration;

/**
 * How hard a job may press on a live database.
 *
 * @param chunkTime what one chunk's statements should take; 50 ms by default (decision D9)
 * @param chunkRowsMax most rows a chunk may walk
 * @param chunkBytesMax most bytes a chunk may carry through Java
 * @param duty share of the time, in percent, that a worker may be busy; 100 never sleeps
 * @param workers partitions worked at once on one node
 * @param quarantineShare share of the rows walked that may be in quarantine before the run holds, 0.001 for 0.1 %
 * @param replicaLag a replica that is behind by more makes the run wait
 * @param lockWaiters sessions that wait for us; more make the run wait
 */
public record Limits(
        Duration chunkTime,
        int chunkRowsMax,
        long chunkBytesMax,
        int duty,
        int workers,
        double quarantineShare,
        Duration replicaLag,
        int lockWaiters) {

    /** What a job has that says nothing; {@code job.schema.json} shows the same values. */
    public static final Limits DEFAULTS =
            new Limits(Duration.ofMillis(50), 100_000, 16L << 20, 100, 1, 0.001, Duration.ofSeconds(5), 3);

    /** Even a small run may have this many rows in quarantine. */
    public static final int QUARANTINE_LEAST = 10;

    public Limits withQuarantineShare(double share) {
        return new Limits(chunkTime, chunkRowsMax, chunkBytesMax, duty, workers, share, replicaLag, lockWaiters);
    }

    /** The rows that may be in quarantine after walking {@code rows}. */
    public long quarantineBudget(long rows) {
        return Math.max(QUARANTINE_LEAST, (long) Math.floor(rows * quarantineShare));
    }
}
