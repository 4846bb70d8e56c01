package io.steadfill.engine.execution;

import io.steadfill.chunk.failure.FailPoints;
import io.steadfill.database.connection.Databases;
import io.steadfill.engine.RunOrder;
import io.steadfill.throttle.Throttles;
import io.steadfill.transform.Transforms;

/** Makes a run's partitions workable in this process, whoever coordinates the run. */
public final class Crew {

    private final Databases databases;
    private final Transforms transforms;
    private final Throttles throttles;
    private final FailPoints failPoints;

    public Crew(Databases databases, Transforms transforms, Throttles throttles, FailPoints failPoints) {
        this.databases = databases;
        this.transforms = transforms;
        this.throttles = throttles;
        this.failPoints = failPoints;
    }

    /**
     * Looks at the target and begins to watch its signals.
     *
     * @throws io.steadfill.problem.ProblemException when this process cannot work the run: its database, a transform, the table
     */
    public PartitionWork join(RunOrder order, long jobExecution) {
        ActiveRun run = ActiveRun.open(order, databases, transforms);
        return new PartitionWork(
                run, jobExecution, throttles.forRun(run.database(), order.gate().limits()), failPoints);
    }
}
