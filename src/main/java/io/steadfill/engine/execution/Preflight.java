package io.steadfill.engine.execution;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.failure.FailPoints;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.definition.Completion;
import io.steadfill.digest.Sha256;
import io.steadfill.engine.PlannedWalk;
import io.steadfill.engine.Refusal;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.RunOrder;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Claims the table, pins the definition in the target and plans the partitions, in one transaction; then looks at the server's plan for a
 * chunk. A run that was planned before only claims again.
 */
public final class Preflight implements Phase {

    private static final int PARTITIONS_PER_WORKER = 8;

    /** Our tables that the planning transaction reads and writes. */
    private static final List<String> PLANNED = List.of("meta", "claim", "run", "partition");

    private final FailPoints failPoints;

    public Preflight(FailPoints failPoints) {
        this.failPoints = failPoints;
    }

    @Override
    public @Nullable RunEnd work(ActiveRun run, long jobExecution, Consumer<Counts> report) {
        failPoints.reach("K2");
        List<Partition> planned = run.partitionsNow();
        if (planned.isEmpty()) {
            plan(run);
        } else {
            run.change(session -> {
                run.holdTarget(session);
                run.targetRuns().claim(session, run.id(), run.order().definition(), run.table());
                run.targetRuns().mark(session, run.id(), "OPEN");
                run.quarantine().retryAll(session, run.id());
                showItself(run, jobExecution, planned, session);
            });
        }
        failPoints.reach("K4");
        return gate(run);
    }

    /**
     * Leaves this execution's fence on one partition, so that an earlier one which wakes up only now sees that it is none any more, before anybody
     * works under this one. A partition that is done is locked by nobody, and the last is taken up last.
     */
    private static void showItself(ActiveRun run, long jobExecution, List<Partition> planned, Session session) {
        Partition free = planned.stream().filter(Partition::done).findFirst().orElse(planned.get(planned.size() - 1));
        run.partitions().take(session, free, run.firstFence(jobExecution));
    }

    private void plan(ActiveRun run) {
        int parts = Math.max(1, run.order().workers()) * PARTITIONS_PER_WORKER;
        ChunkSql sql = run.database().dialect().chunks(run.table());
        boolean once = run.order().definition().completion() == Completion.ONCE;
        try (Session session = run.database().open(Purpose.BOOKKEEPING)) {
            Patience patience = new Patience(run);
            List<Key> boundaries = patience.until(() -> rolledBack(session, () -> {
                session.begin(TransactionSettings.READING);
                return sql.boundaries(session, parts);
            }));
            patience.until(() -> rolledBack(session, () -> {
                write(run, session, sql, boundaries, once);
                return true;
            }));
        } catch (SQLException | DataAccessException e) {
            throw Refusal.of(run.order().definition(), run.database(), "the planning of its partitions", e);
        }
    }

    private void write(ActiveRun run, Session session, ChunkSql sql, List<Key> boundaries, boolean once)
            throws SQLException {
        RunOrder order = run.order();
        session.begin(once ? TransactionSettings.CHUNK : TransactionSettings.BOOKKEEPING);
        @Nullable Key last = null;
        if (once) {
            // Older writers finish and new ones wait while the last key is read: what exists now is what gets its one
            // time.
            run.database().dialect().lockAgainstWriters(session, run.table().name(), PLANNED);
            last = sql.lastKey(session);
        }
        run.holdTarget(session);
        run.targetRuns().claim(session, run.id(), order.definition(), run.table());
        run.targetRuns()
                .pin(
                        session,
                        run.id(),
                        order.definition(),
                        run.table(),
                        order.parametersText(),
                        once ? onceKey(order) : null,
                        order.started());
        List<KeyRange> ranges = ranges(boundaries, last);
        run.partitions().plan(session, run.id(), 0, ranges);
        failPoints.reach("K3");
        session.commit();
    }

    /** Ends the transaction of an attempt, whatever came of it; a commit inside it stays. */
    private static <T> T rolledBack(Session session, Patience.Attempt<T> attempt) throws SQLException {
        try {
            return attempt.make();
        } finally {
            session.rollback();
        }
    }

    private static List<KeyRange> ranges(List<Key> boundaries, @Nullable Key last) {
        List<KeyRange> ranges = new ArrayList<>();
        @Nullable Key after = null;
        for (Key boundary : boundaries) {
            if (!boundary.equals(after) && !boundary.equals(last)) {
                ranges.add(new KeyRange(after, boundary));
                after = boundary;
            }
        }
        ranges.add(new KeyRange(after, last));
        return ranges;
    }

    static String onceKey(RunOrder order) {
        return Sha256.hex(order.definition().name() + "\n" + order.parametersText());
    }

    /**
     * Has the server plan a chunk, so that a statement which it refuses ends the run before it began, not row by row in quarantine. Refuses a walk
     * that it would do by reading a large table for each chunk; holds where the job's own index is gone.
     */
    private static @Nullable RunEnd gate(ActiveRun run) {
        try (Session session = run.database().open(Purpose.BOOKKEEPING)) {
            return new Patience(run)
                    .until(() -> rolledBack(session, () -> gate(run, session)))
                    .orElse(null);
        } catch (SQLException | DataAccessException e) {
            throw Refusal.of(run.order().definition(), run.database(), "the look at the server's plan", e);
        }
    }

    private static Optional<RunEnd> gate(ActiveRun run, Session session) throws SQLException {
        session.begin(TransactionSettings.CHUNK);
        PlannedWalk walk = PlannedWalk.of(
                session, run.database().dialect(), run.order().definition(), run.table(), run.backfills());
        return switch (walk.way()) {
            case BY_INDEX, WHOLE_TABLE -> Optional.empty();
            case INDEX_MISSING ->
                Optional.of(
                        new RunEnd(RunEnd.How.HELD, Problem.INDEX_MISSING, String.valueOf(walk.says()), run.counts()));
            case READS_TOO_MUCH ->
                throw Problem.KEYSET_NOT_INDEXED
                        .with("table", run.table().name().toString())
                        .says(String.valueOf(walk.says()));
        };
    }
}
