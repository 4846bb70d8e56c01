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
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.control.Away;
import io.steadfill.control.Control;
import io.steadfill.definition.Limits;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.work.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Works partitions on this node, each under the version of its task: whoever picks the task up next has a higher one, so that a worker that
 * slept can commit nothing.
 */
final class PartitionCarrier {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionCarrier.class);

    /** Another node may have a free seat. */
    private static final Duration SEAT_NAP = Duration.ofMillis(300);

    private static final Duration FAILURE_NAP = Duration.ofSeconds(1);
    private static final int FAILURES_MAX = 5;

    private final Control control;
    private final PartTasks tasks;
    private final NodeRuns runs;
    private final DeadWatch watch;
    private final Clock clock;
    private final NodeName node;
    private final Fitness fitness;
    private final Duration yieldAfter;
    private final Runnable wake;

    /** @param wake has this node look for due partitions at once */
    PartitionCarrier(
            Control control,
            PartTasks tasks,
            NodeRuns runs,
            DeadWatch watch,
            Clock clock,
            NodeName node,
            Fitness fitness,
            Duration yieldAfter,
            Runnable wake) {
        this.control = control;
        this.tasks = tasks;
        this.runs = runs;
        this.watch = watch;
        this.clock = clock;
        this.node = node;
        this.fitness = fitness;
        this.yieldAfter = yieldAfter;
        this.wake = wake;
    }

    Task<Void> task() {
        return Tasks.custom(PartTasks.NAME, Void.class)
                .onDeadExecution(this::dead)
                .onFailure(this::failed)
                .execute(this::carry);
    }

    private CompletionHandler<Void> carry(TaskInstance<Void> task, ExecutionContext context) {
        PartId id = PartId.of(task.getId());
        Optional<NodeRun> found = runs.of(id);
        if (found.isEmpty()) {
            return settled(ExecutionOperations::remove);
        }
        NodeRun run = found.get();
        if (runs.isStopping() || !runs.sit(run)) {
            return (done, ops) ->
                    settle(done, () -> ops.reschedule(done, clock.now().plus(SEAT_NAP)));
        }
        MDC.put("run", id.runId());
        MDC.put("partition", id.sweep() + "/" + id.number());
        try {
            YieldingGate gate = new YieldingGate(run.assignment(), tasks, clock, yieldAfter);
            PartitionEnd end = run.work().work(id.sweep(), id.number(), context.getExecution().version, gate);
            return by(id, end, gate.hasYielded());
        } finally {
            runs.leave(run);
            MDC.clear();
        }
    }

    private CompletionHandler<Void> by(PartId id, PartitionEnd end, boolean yielded) {
        return switch (end.how()) {
            case DONE ->
                (done, ops) -> {
                    settle(done, () -> {
                        tasks.release(id.runId(), id.execution(), 1, clock.now());
                        ops.remove();
                    });
                    wake.run();
                };
            case STOPPED ->
                runs.isStopping() || yielded
                        ? (done, ops) -> settle(done, () -> ops.reschedule(done, clock.now()))
                        : settled(ExecutionOperations::remove);
            // Where the task is no longer ours, another works the partition and this is no news to anybody.
            case HELD, FAILED, FENCED ->
                (done, ops) -> settle(done, () -> {
                    tasks.ended(id, end, node.name());
                    ops.remove();
                });
        };
    }

    private CompletionHandler<Void> settled(Consumer<ExecutionOperations<Void>> operation) {
        return (done, ops) -> settle(done, () -> operation.accept(ops));
    }

    /** Does it in one transaction, if the task is still ours; waits for the control database where it is away. */
    private void settle(ExecutionComplete done, Runnable operation) {
        Execution execution = done.getExecution();
        Away.untilAnswered(
                () -> control.inTransaction(() -> {
                    if (tasks.isMine(
                            PartTasks.TABLE,
                            PartTasks.NAME,
                            execution.taskInstance.getId(),
                            node.name(),
                            execution.version)) {
                        operation.run();
                    }
                    return true;
                }),
                runs::isStopping);
    }

    private void failed(ExecutionComplete done, ExecutionOperations<Void> ops) {
        Throwable cause = done.getCause().orElseGet(() -> new IllegalStateException("unknown"));
        PartId id = PartId.of(done.getExecution().taskInstance.getId());
        boolean own = cause instanceof ProblemException problem && Fitness.isOwn(problem.problem());
        LOG.atLevel(own ? Level.INFO : Level.WARN)
                .log("partition {} could not be worked on this node: {}", id, cause.toString());
        settle(done, () -> {
            if (done.getExecution().consecutiveFailures < FAILURES_MAX
                    || (own && fitness.isForAnotherWorker(id.runId()))) {
                ops.reschedule(done, clock.now().plus(FAILURE_NAP));
            } else {
                tasks.ended(id, end(cause), node.name());
                ops.remove();
            }
        });
    }

    private PartitionEnd end(Throwable cause) {
        if (!(cause instanceof ProblemException problem)) {
            return PartitionEnd.failed(Problem.INTERNAL, String.valueOf(cause));
        }
        return Fitness.isOwn(problem.problem())
                ? PartitionEnd.held(
                        problem.problem(),
                        "node " + node.name() + " cannot work it: " + problem.detail()
                                + "; mend that node or stop it, then resume")
                : PartitionEnd.failed(problem.problem(), problem.detail());
    }

    private void dead(ExecutionComplete done, ExecutionOperations<Void> ops) {
        if (!watch.believes()) {
            return;
        }
        Execution execution = done.getExecution();
        control.inTransaction(() -> {
            if (tasks.isMine(
                    PartTasks.TABLE,
                    PartTasks.NAME,
                    execution.taskInstance.getId(),
                    String.valueOf(execution.pickedBy),
                    execution.version)) {
                LOG.info(
                        "partition {} was left by node {}, which died",
                        execution.taskInstance.getId(),
                        execution.pickedBy);
                ops.reschedule(done, clock.now());
            }
            return true;
        });
        wake.run();
    }

    /** Says stop when the partition has had its time and others wait. */
    private static final class YieldingGate implements Gate {

        private static final Duration ASK_EVERY = Duration.ofSeconds(5);

        private final Gate gate;
        private final PartTasks tasks;
        private final Clock clock;
        private Instant askAt;
        private boolean yielded;

        YieldingGate(Gate gate, PartTasks tasks, Clock clock, Duration after) {
            this.gate = gate;
            this.tasks = tasks;
            this.clock = clock;
            this.askAt = clock.now().plus(after);
        }

        @Override
        public Word word() {
            Word word = gate.word();
            if (word != Word.GO) {
                return word;
            }
            if (!yielded && clock.now().isAfter(askAt)) {
                askAt = clock.now().plus(ASK_EVERY);
                yielded = isAnyDue();
            }
            return yielded ? Word.STOP : Word.GO;
        }

        private boolean isAnyDue() {
            try {
                return tasks.isAnyDue(clock.now());
            } catch (RuntimeException e) {
                LOG.debug("nobody can be asked whether others wait", e);
                return false;
            }
        }

        @Override
        public Limits limits() {
            return gate.limits();
        }

        boolean hasYielded() {
            return yielded && gate.word() == Word.GO;
        }
    }
}
