package io.steadfill.chunk.event;

import io.steadfill.checkpoint.Counts;
import io.steadfill.throttle.Verdict;
import java.time.Duration;

/** Hears what happens to chunks, in the process that works them; must return at once and never throw. Called by several workers. */
public interface ChunkListener {

    /** A worker takes up a partition; everything else that is told of it follows. */
    record PartitionTaken(String runId, String job, String database, int sweep, int partition) {}

    /** A worker leaves a partition that it took up; not told when the worker itself breaks. */
    record PartitionLeft(String runId, int sweep, int partition, PartitionEnd end) {}

    /** A chunk was committed. */
    record ChunkCommitted(
            String runId, int sweep, int partition, Counts counts, Duration statements, int rows, PhaseTimes phases) {}

    /**
     * A chunk failed and will be tried again in some form.
     *
     * @param reason one of few words, such as {@code locked} or {@code connection}
     * @param what such as {@code deadlock, again in 40 ms} or {@code halved to 500 rows}
     */
    record ChunkFailed(String runId, int sweep, int partition, String reason, String what) {}

    /** A connection was lost in COMMIT; the target's own row then told whether the chunk was committed. */
    record CommitResolved(String runId, int sweep, int partition, boolean committed) {}

    /**
     * The data was asked whether a run is done.
     *
     * @param rows that are left to do, or that differ
     */
    record Proved(String runId, String job, long rows) {}

    /** A chunk begins; {@code committed} or {@code failed} of the same partition ends it. */
    record ChunkBegan(String runId, int sweep, int partition, int rows) {}

    default void taken(PartitionTaken event) {}

    default void left(PartitionLeft event) {}

    default void began(ChunkBegan event) {}

    void committed(ChunkCommitted event);

    void failed(ChunkFailed event);

    /** The worker napped for this reason. */
    void waiting(String runId, Verdict verdict, Duration nap);

    default void resolved(CommitResolved event) {}

    default void proved(Proved event) {}

    /** Another process has taken the run's lease. */
    default void leaseLost(String runId) {}

    /** This process took up a run whose owner was found dead. */
    default void takenOver(String runId) {}
}
