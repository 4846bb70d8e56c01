package io.steadfill.chunk;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.chunk.failure.Causes;
import io.steadfill.chunk.failure.FullDisk;
import io.steadfill.chunk.failure.ServerWords;
import io.steadfill.chunk.work.Worked;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import io.steadfill.quarantine.QuarantineEntry;
import io.steadfill.quarantine.Quarantined;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;

/**
 * Tries quarantined rows again, each in a transaction of its own that also settles its entry: for a job that is not idempotent this is the
 * row's one time.
 */
public final class Retries {

    private static final int LOCK_TRIES = 20;

    private final Backfill run;
    private final Map<String, Partition> partitions;

    /** @param partitions of the run, as the target has them */
    public Retries(Backfill run, List<Partition> partitions) {
        this.run = run;
        this.partitions =
                partitions.stream().collect(Collectors.toMap(p -> p.sweep() + "/" + p.number(), Function.identity()));
    }

    /** Tries all rows that are marked for it; a row that stays locked is left in quarantine. */
    public PartitionEnd tryAll() {
        List<String> keys;
        try (Session session = run.database().open(Purpose.WORK)) {
            session.begin(TransactionSettings.BOOKKEEPING);
            keys = run.quarantine().keys(session, run.runId(), "RETRY");
            session.commit();
            for (String text : keys) {
                if (run.gate().word() != Gate.Word.GO) {
                    return PartitionEnd.stopped();
                }
                if (!tryOne(session, Key.of(run.table().keyset().names(), text))) {
                    return PartitionEnd.stopped();
                }
            }
            return PartitionEnd.DONE;
        } catch (SQLException | DataAccessException e) {
            SQLException cause = Causes.sql(e);
            if (cause == null) {
                throw new IllegalStateException(e);
            }
            return PartitionEnd.failed(
                    Problem.DATABASE_UNREACHABLE,
                    "a retry could not be finished: "
                            + ServerWords.of(cause, run.definition().mask()));
        }
    }

    /** Whether it was tried; false when the run is to stop before. */
    private boolean tryOne(Session session, Key key) throws SQLException {
        for (int tries = 1; ; ) {
            try {
                attempt(session, key);
                return true;
            } catch (SQLException | RuntimeException e) {
                session.rollback();
                SQLException cause = Causes.sql(e);
                if (cause == null) {
                    throw e;
                }
                Failure failure = run.database().dialect().failure(cause);
                boolean passing = failure.isPassing();
                if (failure == Failure.DISK_FULL) {
                    if (!waitForRoom(cause)) {
                        return false;
                    }
                    continue;
                }
                if (failure == Failure.CONNECTION || failure == Failure.RESOURCE) {
                    throw e;
                }
                if (!passing || tries == LOCK_TRIES) {
                    putBack(
                            session,
                            key,
                            Quarantined.byDatabase(key, cause.getSQLState(), String.valueOf(cause.getMessage())));
                    return true;
                }
                if (!Nap.take(Duration.ofMillis(50L * tries), run.gate())) {
                    return false;
                }
                tries++;
            }
        }
    }

    /** Whether it may be tried again; false when the run is to stop. */
    private boolean waitForRoom(SQLException full) {
        return Nap.told(
                FullDisk.NAP,
                run.gate(),
                run.runId(),
                FullDisk.verdict(full, run.definition().mask()),
                run.listener());
    }

    private void attempt(Session session, Key key) throws SQLException {
        session.begin(TransactionSettings.CHUNK);
        Optional<QuarantineEntry> entry = run.quarantine().lock(session, run.runId(), key, "RETRY");
        if (entry.isEmpty()) {
            session.rollback();
            return;
        }
        Partition home = home(entry.get());
        Partition taken = run.partitions().take(session, home, run.fence());
        Rows rows = run.sql()
                .reread(session, List.of(key), run.condition(), run.work().columns(), Locking.WAIT);
        Worked worked = rows.isEmpty() ? Worked.NOTHING : run.work().rows(session, taken, KeyRange.ALL, rows);
        if (worked.rejected().isEmpty()) {
            run.quarantine().mark(session, run.runId(), key, "DONE");
            run.partitions().recount(session, taken, new Counts(0, worked.changed(), -1, 0, 0));
            run.budget().add(Counts.NONE.withQuarantined(-1));
        } else {
            run.quarantine()
                    .put(
                            session,
                            run.runId(),
                            home.sweep(),
                            home.number(),
                            worked.rejected().stream()
                                    .map(row -> row.withWords(run.definition().mask()))
                                    .toList());
            // A row that still matches after its change was written: its old value is kept under this number.
            run.partitions().recount(session, taken, new Counts(0, worked.changed(), 0, 0, 0));
        }
        session.commit();
    }

    private void putBack(Session session, Key key, Quarantined why) throws SQLException {
        session.begin(TransactionSettings.BOOKKEEPING);
        Optional<QuarantineEntry> entry = run.quarantine().lock(session, run.runId(), key, "RETRY");
        if (entry.isPresent()) {
            run.quarantine()
                    .put(
                            session,
                            run.runId(),
                            entry.get().sweep(),
                            entry.get().partition(),
                            List.of(why.withWords(run.definition().mask())));
        }
        session.commit();
    }

    private Partition home(QuarantineEntry entry) {
        Partition home = partitions.get(entry.sweep() + "/" + entry.partition());
        if (home == null) {
            throw Problem.COVERAGE_BROKEN.says(
                    "quarantined row " + entry.row().key() + " belongs to a partition that the target does not have");
        }
        return home;
    }
}
