package io.steadfill.cluster.partition;

import com.github.kagkarlsson.scheduler.Clock;
import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.cluster.task.TaskQueue;
import io.steadfill.control.Away;
import io.steadfill.control.Control;
import io.steadfill.database.TransactionSettings;
import io.steadfill.engine.Workers;
import io.steadfill.problem.Problem;
import io.steadfill.run.work.Assignments;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has partitions worked by whichever nodes have threads free: a task each, of which so many are due as nodes may work at once. */
final class ClusterWorkers implements Workers {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterWorkers.class);
    private static final Duration NAP = Duration.ofMillis(300);

    private final Control control;
    private final Assignments assignments;
    private final PartTasks tasks;
    private final TaskQueue queue;
    private final Clock clock;

    ClusterWorkers(Control control, Assignments assignments, PartTasks tasks, TaskQueue queue, Clock clock) {
        this.control = control;
        this.assignments = assignments;
        this.tasks = tasks;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public void revoke(String runId, long leaseVersion) {
        boolean ours = Away.untilAnswered(
                () -> control.inTransaction(() -> {
                    if (!assignments.close(runId, leaseVersion)) {
                        return false;
                    }
                    tasks.revoke(runId);
                    assignments.forget(runId);
                    return true;
                }),
                () -> false);
        if (!ours) {
            throw Problem.FENCED_OUT.with("run", runId).says("another process has taken run " + runId + " over");
        }
    }

    @Override
    public PartitionEnd work(Backfill run, List<Partition> partitions, int threads, Runnable everySecond) {
        long leaseVersion = run.fence().version();
        List<Partition> open = partitions;
        while (run.gate().word() == Gate.Word.GO) {
            if (!giveOut(run, open, leaseVersion, threads)) {
                return PartitionEnd.fenced("another process has taken run " + run.runId() + " over; this one stops");
            }
            PartitionEnd end = await(run, leaseVersion, threads, everySecond);
            if (end.how() != PartitionEnd.How.DONE) {
                return end;
            }
            open = stillOpen(run, partitions);
            if (open.isEmpty()) {
                return PartitionEnd.DONE;
            }
            // Workers left them because of a word that was taken back meanwhile.
        }
        return PartitionEnd.stopped();
    }

    private boolean giveOut(Backfill run, List<Partition> partitions, long leaseVersion, int threads) {
        long execution = run.fence().execution();
        List<String> ids = partitions.stream()
                .map(partition -> new PartId(run.runId(), execution, partition.sweep(), partition.number()).toString())
                .toList();
        int nodes = Math.max(1, look(run, leaseVersion).nodes());
        int due = Math.min(ids.size(), nodes * threads);
        boolean ours = ask(
                run,
                () -> control.inTransaction(() -> {
                    if (!assignments.open(run.runId(), leaseVersion, execution)) {
                        return false;
                    }
                    tasks.revoke(run.runId());
                    queue.make(ids.subList(0, due), clock.now());
                    queue.make(ids.subList(due, ids.size()), PartTasks.NOT_YET);
                    return true;
                }));
        queue.wake();
        return ours;
    }

    private PartTasks.Look look(Backfill run, long leaseVersion) {
        return ask(run, () -> tasks.look(run.runId(), run.fence().execution(), leaseVersion));
    }

    private PartitionEnd await(Backfill run, long leaseVersion, int threads, Runnable everySecond) {
        long told = System.nanoTime();
        boolean closed = false;
        while (true) {
            // The next coordinator takes the partitions back; waiting for them here would only keep it from beginning.
            if (run.gate().word() == Gate.Word.STOP || Thread.currentThread().isInterrupted()) {
                return PartitionEnd.stopped();
            }
            PartTasks.Look look = look(run, leaseVersion);
            if (!look.ours()) {
                return PartitionEnd.fenced("another process has taken run " + run.runId() + " over; this one stops");
            }
            if (look.left() == 0) {
                break;
            }
            boolean over = look.bad() > 0 || run.gate().word() != Gate.Word.GO;
            if (over) {
                if (!closed && look.bad() > 0) {
                    closed = close(run, leaseVersion);
                }
                ask(run, () -> {
                    tasks.withdraw(run.runId());
                    return true;
                });
            } else if (look.due() < look.left() && look.due() < threads * Math.max(1, look.nodes())) {
                int missing = threads * Math.max(1, look.nodes()) - look.due();
                int released =
                        ask(run, () -> tasks.release(run.runId(), run.fence().execution(), missing, clock.now()));
                if (released > 0) {
                    queue.wake();
                }
            }
            LockSupport.parkNanos(NAP.toNanos());
            if (System.nanoTime() - told > Duration.ofSeconds(1).toNanos()) {
                told = System.nanoTime();
                everySecond.run();
            }
        }
        PartitionEnd gravest =
                ask(run, () -> tasks.gravest(run.runId(), run.fence().execution()));
        return gravest.how() == PartitionEnd.How.DONE && run.gate().word() != Gate.Word.GO
                ? PartitionEnd.stopped()
                : gravest;
    }

    /** Waits for a control database that is away, unless this process is told to stop. */
    private static <T> T ask(Backfill run, Supplier<T> question) {
        return Away.untilAnswered(question, () -> run.gate().word() == Gate.Word.STOP);
    }

    private boolean close(Backfill run, long leaseVersion) {
        LOG.info("a partition of run {} ended badly; the others stop after their chunk", run.runId());
        return ask(run, () -> control.inTransaction(() -> assignments.close(run.runId(), leaseVersion)));
    }

    private static List<Partition> stillOpen(Backfill run, List<Partition> partitions) {
        Set<String> wanted = new HashSet<>();
        partitions.forEach(partition -> wanted.add(partition.toString()));
        return run
                .database()
                .transact(
                        TransactionSettings.BOOKKEEPING,
                        session -> run.partitions().all(session, run.runId()))
                .stream()
                .filter(partition -> wanted.contains(partition.toString()) && !partition.done())
                .toList();
    }
}
