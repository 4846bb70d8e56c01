package io.steadfill.engine.execution;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.Retries;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.chunk.failure.FailPoints;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.Workers;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.throttle.Throttle;
import io.steadfill.throttle.Throttles;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The walk over all partitions, then the sweeps over what still matches. */
public final class Backfilling implements Phase {

    private static final Logger LOG = LoggerFactory.getLogger(Backfilling.class);

    private final Workers workers;
    private final Throttles throttles;
    private final FailPoints failPoints;

    public Backfilling(Workers workers, Throttles throttles, FailPoints failPoints) {
        this.workers = workers;
        this.throttles = throttles;
        this.failPoints = failPoints;
    }

    @Override
    public @Nullable RunEnd work(ActiveRun run, long jobExecution, Consumer<Counts> report) {
        try (Throttle throttle =
                throttles.forRun(run.database(), run.order().gate().limits())) {
            Backfill backfill = run.backfill(jobExecution, throttle, failPoints);
            PartitionEnd walked = work(run, backfill, open(run), report);
            if (walked.how() != PartitionEnd.How.DONE) {
                return end(run, walked);
            }
            failPoints.reach("K13");
            PartitionEnd retried =
                    new Retries(backfill.under(run.lastFence(jobExecution)), run.partitionsNow()).tryAll();
            if (retried.how() != PartitionEnd.How.DONE) {
                return end(run, retried);
            }
            if (run.order().definition().empties()) {
                PartitionEnd swept =
                        new Sweeps(run, backfill, partitions -> work(run, backfill, partitions, report)).sweep();
                if (swept.how() != PartitionEnd.How.DONE) {
                    return end(run, swept);
                }
            }
            report.accept(run.counts());
            failPoints.reach("K12");
            return null;
        }
    }

    private static List<Partition> open(ActiveRun run) {
        return run.partitionsNow().stream()
                .filter(partition -> !partition.done())
                .toList();
    }

    private PartitionEnd work(ActiveRun run, Backfill backfill, List<Partition> partitions, Consumer<Counts> report) {
        // The first rows are exactly as many as were asked for: one worker, in this process, takes them.
        boolean canary = run.order().gate().canary() > 0;
        Workers hands = canary ? new ThreadWorkers() : workers;
        int threads = canary ? 1 : run.order().workers();
        return partitions.isEmpty()
                ? PartitionEnd.DONE
                : hands.work(backfill, partitions, threads, () -> {
                    backfill.throttle().tune(run.order().gate().limits());
                    try {
                        report.accept(run.counts());
                    } catch (ProblemException e) {
                        // A target that is away is the workers' matter; they say when it is one of the run's.
                        LOG.debug("no counts from the target", e);
                    }
                });
    }

    private RunEnd end(ActiveRun run, PartitionEnd end) {
        RunEnd.How how = switch (end.how()) {
            case DONE -> RunEnd.How.COMPLETED;
            case HELD -> RunEnd.How.HELD;
            case FAILED -> RunEnd.How.FAILED;
            case FENCED -> RunEnd.How.INTERRUPTED;
            case STOPPED -> RunEnd.How.of(run.order().gate().word());
        };
        if (how == RunEnd.How.PAUSED) {
            failPoints.reach("K16");
        }
        @Nullable Problem problem = end.problem();
        return new RunEnd(how, problem, end.says(), run.counts());
    }
}
