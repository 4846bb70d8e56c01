package io.steadfill.retention;

import io.steadfill.control.Control;
import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** What runs left in our tables of their targets. */
final class OldRows {

    private static final Logger LOG = LoggerFactory.getLogger(OldRows.class);
    private static final int IMAGES_AT_ONCE = 100;

    private final Control control;
    private final Databases databases;
    private final OldRuns runs;

    OldRows(Control control, Databases databases, OldRuns runs) {
        this.control = control;
        this.databases = databases;
        this.runs = runs;
    }

    /** Those of these runs that have a row in open quarantine; empty where the target does not answer, which keeps them all. */
    Optional<Set<String>> withOpenQuarantine(String database, List<String> runIds) {
        return ask(
                database,
                session -> new HashSet<>(session.list(
                        Fragment.of(
                                "select distinct run_id from "
                                        + session.dialect().ours("quarantine")
                                        + " where state = 'OPEN' and run_id in (:runs)",
                                "runs",
                                runIds),
                        (row, n) -> row.getString(1))));
    }

    /** Takes out everything of a run but its before-images, which have their own time; false where the target does not answer. */
    boolean remove(String database, List<String> runIds) {
        return ask(database, session -> {
                    for (String table : List.of("waiver", "quarantine", "partition", "run")) {
                        session.update(Fragment.of(
                                "delete from " + session.dialect().ours(table) + " where run_id in (:runs)",
                                "runs",
                                runIds));
                    }
                    return true;
                })
                .orElse(false);
    }

    /** Lets go of before-images whose job keeps them no longer; returns how many chunks' there were. */
    long images(String database, Instant now, boolean dry) {
        List<String> imaged = ask(
                        database,
                        session -> session.list(
                                Fragment.of("select distinct run_id from "
                                        + session.dialect().ours("before_image")),
                                (row, n) -> row.getString(1)))
                .orElse(List.of());
        long gone = 0;
        for (String runId : imaged) {
            boolean due = runs.over(runId)
                    .filter(run -> run.job().undoKeep() != null
                            && run.ended().plus(run.job().undoKeep()).isBefore(now))
                    .isPresent();
            if (due) {
                gone += dry ? count(database, runId) : remove(database, runId);
            }
        }
        return gone;
    }

    private long count(String database, String runId) {
        return ask(
                        database,
                        session -> session.list(
                                        Fragment.of(
                                                "select count(*) from "
                                                        + session.dialect().ours("before_image")
                                                        + " where run_id = :run",
                                                "run",
                                                runId),
                                        (row, n) -> row.getLong(1))
                                .get(0))
                .orElse(0L);
    }

    private long remove(String database, String runId) {
        long gone = 0;
        long now;
        do {
            now = ask(database, session -> removeSome(session, runId)).orElse(0L);
            gone += now;
        } while (now > 0);
        return gone;
    }

    private static long removeSome(Session session, String runId) {
        String table = session.dialect().ours("before_image");
        List<Fragment> keys = session.list(
                Fragment.of(
                        "select sweep, number, seq from " + table + " where run_id = :run limit " + IMAGES_AT_ONCE,
                        "run",
                        runId),
                (row, n) -> Fragment.of("", "run", runId)
                        .with("sweep", row.getInt(1))
                        .with("number", row.getInt(2))
                        .with("seq", row.getLong(3)));
        keys.forEach(key -> session.update(Fragment.join(
                "delete from " + table + " where run_id = :run and sweep = :sweep and number = :number and seq = :seq",
                key)));
        return keys.size();
    }

    private <T> Optional<T> ask(String database, Function<Session, T> work) {
        try (Session session = databases.named(database).open(Database.Purpose.BOOKKEEPING)) {
            session.begin(TransactionSettings.BOOKKEEPING);
            // A target that another control has taken over is no longer ours to tidy.
            new TargetTables(databases.named(database))
                    .hold(session, control.identity().id());
            T result = work.apply(session);
            session.commit();
            return Optional.of(result);
        } catch (ProblemException | DataAccessException | SQLException e) {
            LOG.warn("retention: database {} is left alone until next night: {}", database, e.getMessage());
            return Optional.empty();
        }
    }
}
