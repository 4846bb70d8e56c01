package io.steadfill.engine;

import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.event.PartitionEnd;
import java.util.List;

/** Where partitions are worked: on threads of this process, or on the nodes of a cluster. */
public interface Workers {

    /**
     * Takes back whatever earlier executions of a run gave out. Called before each start, ahead of healing, so that nobody works for an
     * execution that is being closed.
     *
     * @param leaseVersion the lease of the caller
     * @throws io.steadfill.problem.ProblemException FENCED_OUT when the lease is somebody else's by now
     */
    default void revoke(String runId, long leaseVersion) {}

    /**
     * Has the partitions worked, and waits.
     *
     * @param run with the fence of the execution; its version is that of the run's lease
     * @param threads partitions of the run that one node works at once
     * @param everySecond called about once a second while the work goes on
     * @return the gravest of the partitions' ends
     */
    PartitionEnd work(Backfill run, List<Partition> partitions, int threads, Runnable everySecond);
}
