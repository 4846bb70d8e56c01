package io.steadfill.chunk;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.event.PhaseTimes;
import io.steadfill.chunk.work.Ahead;
import io.steadfill.chunk.work.Worked;
import io.steadfill.database.Cut;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.quarantine.Quarantined;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One chunk from BEGIN to COMMIT: the partition row first, then the rows, then the checkpoint, all in one transaction on the target. */
final class ChunkTransaction {

    private static final Fragment EVERY_ROW = Fragment.of("1 = 1");

    private final Backfill run;
    private boolean committing;

    ChunkTransaction(Backfill run) {
        this.run = run;
    }

    /**
     * Runs one chunk and commits it.
     *
     * @throws io.steadfill.problem.ProblemException FENCED_OUT when the partition is somebody else's by now
     */
    Chunk run(Session session, Partition partition, ChunkPlan plan) throws SQLException {
        committing = false;
        long entered = System.nanoTime();
        session.begin(TransactionSettings.CHUNK.withStatementTimeout(plan.statementTimeout()));
        run.failPoints().reach("K5");
        run.partitions().holdAs(session, partition);
        long begun = System.nanoTime();
        Step step =
                partition.sweep() > 0 || run.seeks() ? sweep(session, partition, plan) : walk(session, partition, plan);
        Duration statements = Duration.ofNanos(System.nanoTime() - begun);
        run.failPoints().reach("K8");
        Counts counts = step.counts();
        if (!step.rejected().isEmpty()) {
            int opened = run.quarantine()
                    .put(session, run.runId(), partition.sweep(), partition.number(), shown(step.rejected()));
            counts = counts.withQuarantined(opened);
            run.failPoints().reach("K19");
        }
        Partition next = run.partitions().advance(session, partition, step.upTo(), step.last(), counts);
        run.failPoints().reach("K9");
        long asked = System.nanoTime();
        committing = true;
        session.commit();
        committing = false;
        long done = System.nanoTime();
        run.failPoints().reach("K11");
        PhaseTimes phases =
                PhaseTimes.of(done - entered + step.aheadNanos(), step.readNanos(), step.computeNanos(), done - asked);
        return new Chunk(next, counts, statements, step.bytes(), phases);
    }

    /** Whether the last chunk had said COMMIT and heard no answer. */
    boolean isInDoubt() {
        return committing;
    }

    /** The target has told. */
    void resolved() {
        committing = false;
    }

    private Step walk(Session session, Partition partition, ChunkPlan plan) {
        Ahead ahead = plan.ahead();
        if (ahead != null) {
            run.failPoints().reach("K6");
            Worked worked = ahead.write().apply(session, partition);
            run.failPoints().reach("K7");
            Counts counts = new Counts(
                    ahead.walked(), worked.changed(), worked.rejected().size(), worked.lost(), 0);
            Worked all = worked.after(ahead.readNanos(), ahead.computeNanos());
            return new Step(ahead.range().upTo(), ahead.last(), counts, all, ahead.readNanos() + ahead.computeNanos());
        }
        KeyRange rest = partition.rest();
        long begun = System.nanoTime();
        Cut cut = canary(session, rest, cut(session, rest, plan.rows(), plan));
        boolean last = cut == null || cut.upTo().equals(rest.upTo());
        KeyRange range = cut == null ? rest : rest.upTo(cut.upTo());
        long walked = cut == null ? run.sql().count(session, range, EVERY_ROW) : cut.rows();
        long read = System.nanoTime() - begun;
        run.failPoints().reach("K6");
        if (plan.poison() != null) {
            List<Quarantined> poison = poison(session, range, plan.poison());
            return new Step(range.upTo(), last, new Counts(walked, 0, poison.size(), 0, 0), rejecting(poison, read), 0);
        }
        Worked worked = run.work().walk(session, partition, range, plan.locking());
        run.failPoints().reach("K7");
        Counts counts = new Counts(walked, worked.changed(), worked.rejected().size(), worked.lost(), 0);
        return new Step(range.upTo(), last, counts, worked.after(read, 0), 0);
    }

    /** Ends a chunk earlier where it would take more of the first rows than a person asked to see. */
    private @Nullable Cut canary(Session session, KeyRange rest, @Nullable Cut cut) {
        if (!run.canary().isWanted()) {
            return cut;
        }
        int left = run.canary().rowsLeft();
        KeyRange range = cut == null ? rest : rest.upTo(cut.upTo());
        Rows found = run.sql().read(session, range, run.condition(), List.of(), Locking.NONE, left);
        if (found.size() < left) {
            return cut;
        }
        Key upTo = found.key(left - 1);
        return new Cut(upTo, (int) run.sql().count(session, rest.upTo(upTo), EVERY_ROW));
    }

    private @Nullable Cut cut(Session session, KeyRange rest, int rows, ChunkPlan plan) {
        return run.sql().cut(session, rest, rows, run.condition(), run.work().columns(), plan.bytesMax());
    }

    private Step sweep(Session session, Partition partition, ChunkPlan plan) {
        long begun = System.nanoTime();
        KeyRange rest = partition.rest();
        Set<String> excluded = run.quarantine().excluded(session, run.runId());
        Rows found =
                run.sql().read(session, rest, run.condition(), List.of(), Locking.NONE, plan.rows() + excluded.size());
        boolean last = found.size() < plan.rows() + excluded.size();
        Key upper = last ? rest.upTo() : found.key(found.size() - 1);
        // One row passes whatever it brings, and to weigh it could mean to read all the wide rows before it.
        Cut cut = found.size() > 1 ? cut(session, rest.upTo(upper), Integer.MAX_VALUE, plan) : null;
        if (cut != null) {
            last = false;
            upper = cut.upTo();
            found = run.sql().read(session, rest.upTo(upper), run.condition(), List.of(), Locking.NONE, cut.rows());
        }
        List<Key> wanted = new ArrayList<>(found.keyList());
        wanted.removeIf(key -> excluded.contains(key.text()));
        if (wanted.size() > plan.rows()) {
            // Most of what is left out lies elsewhere: a chunk stays as small as it was planned, or bisection would
            // blame neighbours.
            wanted.subList(plan.rows(), wanted.size()).clear();
            upper = wanted.get(plan.rows() - 1);
            last = false;
        }
        KeyRange range = rest.upTo(upper);
        if (wanted.isEmpty()) {
            return new Step(upper, last, Counts.NONE, rejecting(List.of(), System.nanoTime() - begun), 0);
        }
        if (plan.poison() != null) {
            List<Quarantined> poison = List.of(byDatabase(wanted.get(0), plan.poison()));
            return new Step(
                    wanted.get(0), false, new Counts(1, 0, 1, 0, 0), rejecting(poison, System.nanoTime() - begun), 0);
        }
        Rows locked =
                run.sql().reread(session, wanted, run.condition(), run.work().columns(), Locking.SKIP);
        long read = System.nanoTime() - begun;
        Worked worked = run.work().rows(session, partition, range, locked);
        List<Quarantined> rejected = new ArrayList<>(worked.rejected());
        rejected.addAll(withoutEffect(session, locked, rejected));
        int held = run.sql()
                        .reread(session, wanted, run.condition(), List.of(), Locking.NONE)
                        .size()
                - rejected.size();
        Counts counts = new Counts(wanted.size(), worked.changed(), rejected.size(), worked.lost(), Math.max(0, held));
        Worked all = new Worked(
                worked.changed(), worked.lost(), rejected, worked.bytes(), worked.readNanos(), worked.computeNanos());
        return new Step(upper, last, counts, all.after(read, 0), 0);
    }

    private List<Quarantined> withoutEffect(Session session, Rows worked, List<Quarantined> rejected) {
        if (worked.isEmpty() || !run.definition().empties()) {
            return List.of();
        }
        Set<Key> known = new HashSet<>();
        rejected.forEach(row -> known.add(row.key()));
        Rows still = run.sql().reread(session, worked.keyList(), run.condition(), List.of(), Locking.NONE);
        return still.keyList().stream()
                .filter(key -> !known.contains(key))
                .map(Quarantined::noEffect)
                .toList();
    }

    private List<Quarantined> poison(Session session, KeyRange range, SQLException error) {
        Rows guilty = run.sql().read(session, range, run.condition(), List.of(), Locking.NONE, 2);
        return guilty.keyList().stream().map(key -> byDatabase(key, error)).toList();
    }

    /** What a job hides is not kept in words either. */
    private List<Quarantined> shown(List<Quarantined> rows) {
        return rows.stream().map(row -> row.withWords(run.definition().mask())).toList();
    }

    private static Quarantined byDatabase(Key key, SQLException error) {
        return Quarantined.byDatabase(key, error.getSQLState(), String.valueOf(error.getMessage()));
    }

    private static Worked rejecting(List<Quarantined> rows, long readNanos) {
        return new Worked(0, 0, rows, 0, readNanos, 0);
    }

    /** @param aheadNanos what of the work's time was before the transaction */
    private record Step(@Nullable Key upTo, boolean last, Counts counts, Worked worked, long aheadNanos) {
        List<Quarantined> rejected() {
            return worked.rejected();
        }

        long bytes() {
            return worked.bytes();
        }

        long readNanos() {
            return worked.readNanos();
        }

        long computeNanos() {
            return worked.computeNanos();
        }
    }
}
