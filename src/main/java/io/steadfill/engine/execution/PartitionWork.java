package io.steadfill.engine.execution;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Fence;
import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.PartitionWorker;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.chunk.failure.FailPoints;
import io.steadfill.keyset.KeyRange;
import io.steadfill.throttle.Throttle;
import java.util.random.RandomGenerator;

/** A run as a process sees it that works partitions of one of its job executions; shared by the process' workers. */
public final class PartitionWork implements AutoCloseable {

    private final ActiveRun run;
    private final long jobExecution;
    private final Throttle throttle;
    private final Backfill backfill;

    PartitionWork(ActiveRun run, long jobExecution, Throttle throttle, FailPoints failPoints) {
        this.run = run;
        this.jobExecution = jobExecution;
        this.throttle = throttle;
        this.backfill = run.backfill(jobExecution, throttle, failPoints);
    }

    /**
     * Works one partition on the calling thread, to its end or to a stop.
     *
     * @param version goes up whenever the partition changes hands within the execution
     */
    public PartitionEnd work(int sweep, int number, long version, Gate gate) {
        Fence fence = new Fence(run.generation(), jobExecution, version);
        // What the target says about it is read when it is taken.
        Partition known = new Partition(run.id(), sweep, number, KeyRange.ALL, null, false, 0, Fence.NONE, Counts.NONE);
        try (PartitionWorker worker =
                new PartitionWorker(backfill.under(fence).through(gate), RandomGenerator.getDefault())) {
            return worker.work(known);
        }
    }

    /** Most partitions of the run that one process works at once. */
    public int workersMax() {
        return run.order().workers();
    }

    /** Hands on what operators tuned since. */
    public void tune() {
        throttle.tune(run.order().gate().limits());
    }

    @Override
    public void close() {
        throttle.close();
    }
}
