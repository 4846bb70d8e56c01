package io.steadfill.cluster;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.steadfill.control.Away;
import io.steadfill.control.Control;
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
final class RunCarrier {

    static final String TABLE = "steadfill_control_run_task";
    static final String NAME = "run";

    private static final Logger LOG = LoggerFactory.getLogger(RunCarrier.class);
    private static final Duration NAP = Duration.ofSeconds(2);
    private static final Duration LONG_NAP = Duration.ofSeconds(5);

    private final Control control;
    private final Runs runs;
    private final Carriage carriage;
    private final PartTasks tasks;
    private final DeadWatch watch;
    private final Clock clock;
    private final NodeName node;
    private final Fitness fitness;
    private final BooleanSupplier stopping;
    private final Runnable wake;

    RunCarrier(
            Control control,
            Runs runs,
            Carriage carriage,
            PartTasks tasks,
            DeadWatch watch,
            Clock clock,
            NodeName node,
            Fitness fitness,
            BooleanSupplier stopping,
            Runnable wake) {
        this.control = control;
        this.runs = runs;
        this.carriage = carriage;
        this.tasks = tasks;
        this.watch = watch;
        this.clock = clock;
        this.node = node;
        this.fitness = fitness;
        this.stopping = stopping;
        this.wake = wake;
    }

    Task<Void> task() {
        return Tasks.custom(NAME, Void.class)
                .onDeadExecution(this::dead)
                .onFailure(this::failed)
                .execute(this::carry);
    }

    private CompletionHandler<Void> carry(TaskInstance<Void> task, ExecutionContext context) {
        String runId = task.getId();
        if (stopping.getAsBoolean()) {
            return (done, ops) -> settle(done, () -> ops.reschedule(done, clock.now()));
        }
        if (fitness.isForAnotherCoordinator(runId)) {
            LOG.info("run {} is left to a node that has its transforms", runId);
            return (done, ops) ->
                    settle(done, () -> ops.reschedule(done, clock.now().plus(NAP)));
        }
        long said = carriage.said(runId);
        boolean busy = false;
        try {
            runs.carry(runId, "node " + node, sentence -> LOG.info("{}", sentence));
        } catch (ProblemException e) {
            LOG.info("run {}: {}", runId, e.detail());
            busy = e.problem() == Problem.LEASE_BUSY;
        }
        boolean again = busy;
        return (done, ops) -> settle(done, () -> next(runId, said, again, done, ops));
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

    private void failed(ExecutionComplete done, ExecutionOperations<Void> ops) {
        LOG.error(
                "run {} could not be carried on this node; it is tried again",
                done.getExecution().taskInstance.getId(),
                done.getCause().orElse(null));
        settle(done, () -> ops.reschedule(done, clock.now().plus(NAP)));
    }

    private void settle(ExecutionComplete done, Runnable operation) {
        Execution execution = done.getExecution();
        Away.untilAnswered(
                () -> control.inTransaction(() -> {
                    if (isPickedBy(execution, node.name())) {
                        operation.run();
                    }
                    return true;
                }),
                stopping);
    }

    private void dead(ExecutionComplete done, ExecutionOperations<Void> ops) {
        if (!watch.believes()) {
            return;
        }
        Execution execution = done.getExecution();
        String dead = String.valueOf(execution.pickedBy);
        boolean taken = control.inTransaction(() -> {
            if (!isPickedBy(execution, dead) || !carriage.died(execution.taskInstance.getId(), dead)) {
                return false;
            }
            ops.reschedule(done, clock.now());
            return true;
        });
        if (taken) {
            LOG.info("run {} was left by node {}, which died", execution.taskInstance.getId(), dead);
            wake.run();
        }
    }

    private boolean isPickedBy(Execution execution, String who) {
        return tasks.isMine(TABLE, NAME, execution.taskInstance.getId(), who, execution.version);
    }
}
