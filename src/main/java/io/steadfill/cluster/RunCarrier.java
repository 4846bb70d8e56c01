package io.steadfill.cluster;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import io.steadfill.cluster.node.Fitness;
import io.steadfill.cluster.task.Carrier;
import io.steadfill.cluster.task.TaskQueue;
import io.steadfill.control.Away;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Runs;
import io.steadfill.run.work.Carriage;
import io.steadfill.run.work.NodeName;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries runs on this node, one thread each; launch, crash, hand-over and resume are one and the same path. */
final class RunCarrier implements Carrier {

    static final TaskQueue.Kind KIND = new TaskQueue.Kind("steadfill_control_run_task", "run");

    private static final Logger LOG = LoggerFactory.getLogger(RunCarrier.class);
    private static final Duration NAP = Duration.ofSeconds(2);
    private static final Duration LONG_NAP = Duration.ofSeconds(5);

    private final Runs runs;
    private final Carriage carriage;
    private final Clock clock;
    private final NodeName node;
    private final Fitness fitness;
    private final BooleanSupplier stopping;

    RunCarrier(Runs runs, Carriage carriage, Clock clock, NodeName node, Fitness fitness, BooleanSupplier stopping) {
        this.runs = runs;
        this.carriage = carriage;
        this.clock = clock;
        this.node = node;
        this.fitness = fitness;
        this.stopping = stopping;
    }

    @Override
    public CompletionHandler<Void> carry(String runId, long version) {
        if (stopping.getAsBoolean()) {
            return (done, ops) -> ops.reschedule(done, clock.now());
        }
        if (fitness.isForAnotherCoordinator(runId)) {
            LOG.info("run {} is left to a node that has its transforms", runId);
            return (done, ops) -> ops.reschedule(done, clock.now().plus(NAP));
        }
        long said = carriage.said(runId);
        boolean busy = false;
        try {
            runs.carry(runId, "node " + node, sentence -> LOG.info("{}", sentence));
        } catch (ProblemException e) {
            LOG.info("run {}: {}", runId, e.detail());
            busy = e.problem() == Problem.LEASE_BUSY;
        } catch (RuntimeException e) {
            if (Away.is(e) || !carriage.isFree(runId)) {
                throw e;
            }
            // How it ended is written down, and says whether it is to be tried again.
            LOG.error("run {} came to grief on this node", runId, e);
        }
        boolean again = busy;
        return (done, ops) -> next(runId, said, again, done, ops);
    }

    private void next(String runId, long said, boolean again, ExecutionComplete done, ExecutionOperations<Void> ops) {
        Carriage.Need need = carriage.need(runId, said);
        switch (again && need == Carriage.Need.NEVER ? Carriage.Need.LATER : need) {
            // A node that goes down leaves it to the others at once; else whatever interrupted it may still be there.
            case NOW ->
                ops.reschedule(
                        done,
                        stopping.getAsBoolean() ? clock.now() : clock.now().plus(NAP));
            case LATER -> ops.reschedule(done, clock.now().plus(LONG_NAP));
            case NEVER -> ops.remove();
        }
    }

    @Override
    public CompletionHandler<Void> failed(ExecutionComplete done) {
        LOG.error(
                "run {} could not be carried on this node; it is tried again",
                done.getExecution().taskInstance.getId(),
                done.getCause().orElse(null));
        return (same, ops) -> ops.reschedule(same, clock.now().plus(NAP));
    }

    @Override
    public boolean left(String runId, String dead) {
        return carriage.died(runId, dead);
    }
}
