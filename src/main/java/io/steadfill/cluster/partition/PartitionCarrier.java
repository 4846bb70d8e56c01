package io.steadfill.cluster.partition;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.cluster.node.Fitness;
import io.steadfill.cluster.task.Carrier;
import io.steadfill.cluster.task.TaskQueue;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.work.NodeName;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Works partitions on this node, each under the version of its task: whoever picks the task up next has a higher one, so that a worker that
 * slept can commit nothing.
 */
final class PartitionCarrier implements Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionCarrier.class);

    /**
     * Another node may have a free seat: every look of theirs that comes before this node's own next one finds the partition. Much shorter than
     * a look is apart, or a node whose look always falls into the nap would never get one.
     */
    private static final Duration SEAT_NAP = Duration.ofMillis(20);

    private static final Duration FAILURE_NAP = Duration.ofSeconds(1);
    private static final int FAILURES_MAX = 5;

    private final TaskQueue queue;
    private final PartTasks tasks;
    private final NodeRuns runs;
    private final Clock clock;
    private final NodeName node;
    private final Fitness fitness;
    private final Duration yieldAfter;

    PartitionCarrier(
            TaskQueue queue,
            PartTasks tasks,
            NodeRuns runs,
            Clock clock,
            NodeName node,
            Fitness fitness,
            Duration yieldAfter) {
        this.queue = queue;
        this.tasks = tasks;
        this.runs = runs;
        this.clock = clock;
        this.node = node;
        this.fitness = fitness;
        this.yieldAfter = yieldAfter;
    }

    @Override
    public CompletionHandler<Void> carry(String name, long version) {
        PartId id = PartId.of(name);
        Optional<NodeRun> found = runs.of(id);
        if (found.isEmpty()) {
            return removed();
        }
        NodeRun run = found.get();
        if (runs.isStopping() || !runs.sit(run)) {
            return (done, ops) -> ops.reschedule(done, clock.now().plus(SEAT_NAP));
        }
        MDC.put("run", id.runId());
        MDC.put("partition", id.sweep() + "/" + id.number());
        try {
            YieldingGate gate = new YieldingGate(run.assignment(), tasks, clock, yieldAfter);
            PartitionEnd end = run.work().work(id.sweep(), id.number(), version, gate);
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
                    tasks.release(id.runId(), id.execution(), 1, clock.now());
                    ops.remove();
                    queue.wakeAfterCommit();
                };
            case STOPPED -> runs.isStopping() || yielded ? (done, ops) -> ops.reschedule(done, clock.now()) : removed();
            // Where the task is no longer ours, another works the partition and this is no news to anybody.
            case HELD, FAILED, FENCED -> ended(id, end);
        };
    }

    private CompletionHandler<Void> ended(PartId id, PartitionEnd end) {
        return (done, ops) -> {
            tasks.ended(id, end, node.name());
            ops.remove();
        };
    }

    private static CompletionHandler<Void> removed() {
        return (done, ops) -> ops.remove();
    }

    @Override
    public CompletionHandler<Void> failed(ExecutionComplete done) {
        Throwable cause = done.getCause().orElseGet(() -> new IllegalStateException("unknown"));
        PartId id = PartId.of(done.getExecution().taskInstance.getId());
        boolean own = cause instanceof ProblemException problem && Fitness.isOwn(problem.problem());
        boolean locked = cause instanceof ProblemException problem && problem.problem() == Problem.LOCK_BUSY;
        LOG.atLevel(own || locked ? Level.INFO : Level.WARN)
                .log("partition {} could not be worked on this node: {}", id, cause.toString());
        return (same, ops) -> {
            // Whoever holds the lock lets go of it at some time: that is no failure to count.
            if (locked
                    || same.getExecution().consecutiveFailures < FAILURES_MAX
                    || (own && fitness.isForAnotherWorker(id.runId()))) {
                ops.reschedule(same, clock.now().plus(FAILURE_NAP));
            } else {
                ended(id, end(cause)).complete(same, ops);
            }
        };
    }

    private PartitionEnd end(Throwable cause) {
        if (!(cause instanceof ProblemException problem)) {
            return PartitionEnd.failed(Problem.INTERNAL, String.valueOf(cause));
        }
        if (problem.problem() == Problem.KEYSET_NOT_INDEXED) {
            return PartitionEnd.held(problem.problem(), problem.detail());
        }
        return Fitness.isOwn(problem.problem())
                ? PartitionEnd.held(
                        problem.problem(),
                        "node " + node.name() + " cannot work it: " + problem.detail()
                                + "; mend that node or stop it, then resume")
                : PartitionEnd.failed(problem.problem(), problem.detail());
    }
}
