package io.steadfill.engine.execution;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.problem.Problem;
import io.steadfill.verify.DirtyRange;
import io.steadfill.verify.Survey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Walks over what still matches after the first walk. At most five sweeps, and only while each finds fewer; rows found locked count apart
 * and are waited for, from a second to a minute, before a person is asked.
 */
final class Sweeps {

    private static final int SWEEPS_MAX = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LAST_WAIT = Duration.ofMinutes(1);

    private final ActiveRun run;
    private final Backfill backfill;
    private final Function<List<Partition>, PartitionEnd> workers;

    Sweeps(ActiveRun run, Backfill backfill, Function<List<Partition>, PartitionEnd> workers) {
        this.run = run;
        this.backfill = backfill;
        this.workers = workers;
    }

    PartitionEnd sweep() {
        long before = Long.MAX_VALUE;
        int number =
                run.partitionsNow().stream().mapToInt(Partition::sweep).max().orElse(0);
        int counted = 0;
        Duration wait = FIRST_WAIT;
        while (true) {
            if (backfill.gate().word() != Gate.Word.GO) {
                return PartitionEnd.stopped();
            }
            Survey remaining = new Proving(run).survey();
            if (remaining.rowsLeft() == 0) {
                run.provedBy(remaining);
                return PartitionEnd.DONE;
            }
            if (counted == SWEEPS_MAX || remaining.rowsLeft() >= before) {
                return PartitionEnd.failed(
                        Problem.NOT_CONVERGING,
                        remaining.rowsLeft() + " rows still match after " + counted
                                + " sweeps: somebody still writes rows that need the change, 'verify "
                                + run.order().definition().name()
                                + "' names some; stop that writer, then resume");
            }
            int sweep = ++number;
            run.change(session -> {
                run.holdTarget(session);
                // A waiver was of the row as it was; the sweep takes it, and sets it aside anew where it fails.
                remaining.lapsed().forEach(key -> run.quarantine().mark(session, run.id(), key, "DONE"));
                run.partitions()
                        .plan(
                                session,
                                run.id(),
                                sweep,
                                remaining.dirty().stream()
                                        .map(DirtyRange::range)
                                        .toList());
            });
            List<Partition> partitions = run.partitionsNow().stream()
                    .filter(partition -> partition.sweep() == sweep)
                    .toList();
            PartitionEnd end = workers.apply(partitions);
            if (end.how() != PartitionEnd.How.DONE) {
                return end;
            }
            Counts counts = run.partitionsNow().stream()
                    .filter(partition -> partition.sweep() == sweep)
                    .map(Partition::counts)
                    .reduce(Counts.NONE, Counts::plus);
            if (counts.locked() > 0) {
                if (wait.compareTo(LAST_WAIT) > 0) {
                    return PartitionEnd.held(
                            Problem.LOCK_BUSY,
                            counts.locked()
                                    + " rows have been locked by somebody else through every sweep, 'verify "
                                    + run.order().definition().name()
                                    + "' names some; end the transaction that holds them, then resume");
                }
                nap(wait);
                wait = wait.multipliedBy(2);
            } else {
                counted++;
                before = remaining.rowsLeft();
            }
        }
    }

    private void nap(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end && backfill.gate().word() == Gate.Word.GO) {
            LockSupport.parkNanos(Math.min(end - System.nanoTime(), 200_000_000));
        }
    }
}
