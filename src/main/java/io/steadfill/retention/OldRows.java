package io.steadfill.retention;

import io.steadfill.control.Control;
import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.database.target.WalkedKeys;
import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** What runs left in our tables of their targets. */
final class OldRows {

    private static final Logger LOG = LoggerFactory.getLogger(OldRows.class);
    private static final int IMAGES_AT_ONCE = 100;
    private static final int ROWS_AT_ONCE = 500;
    /** A run may have a million rows in quarantine, and no index knows their states; a connection is silent for a minute at most. */
    private static final Duration READ_MOST = Duration.ofSeconds(50);

    /** Our tables that have rows of a run, but for the run's own; and what follows the run in their keys. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "waiver", List.of("key_hash"), "quarantine", List.of("key_hash"), "partition", List.of("sweep", "number"));

    private final Control control;
    private final Databases databases;
    private final OldRuns runs;

    OldRows(Control control, Databases databases, OldRuns runs) {
        this.control = control;
        this.databases = databases;
        this.runs = runs;
    }

    /** Whether it can be read and is still ours. */
    boolean answers(String database) {
        return read(database, session -> true).isPresent();
    }

    /**
     * Whether nothing of a run waits for anybody: no row in quarantine is open or to be tried again, and no before-image is left. False
     * also where the target does not say.
     */
    boolean isSettled(String database, String runId, boolean askForImages) {
        return read(
                        database,
                        session -> isNone(session, "quarantine", " and state in ('OPEN', 'RETRY')", runId)
                                && (!askForImages || isNone(session, "before_image", "", runId)))
                .orElse(false);
    }

    private static boolean isNone(Session session, String table, String and, String runId) {
        return session.first(
                        Fragment.of(
                                "select 1 from " + session.dialect().ours(table) + " where run_id = :run" + and
                                        + " limit 1",
                                "run",
                                runId),
                        (row, n) -> 1)
                .isEmpty();
    }

    /**
     * Takes out everything of a run but its before-images, which have their own time, in pieces that are a transaction each, its own row with
     * the last of them; false where the target did not let us finish.
     */
    boolean remove(String database, String runId) {
        Optional<Boolean> finished;
        do {
            finished = ask(database, session -> {
                for (Map.Entry<String, List<String>> table : KEYS.entrySet()) {
                    if (removeSome(session, table.getKey(), table.getValue(), ROWS_AT_ONCE, runId) == ROWS_AT_ONCE) {
                        return false;
                    }
                }
                session.update(Fragment.of(
                        "delete from " + session.dialect().ours("run") + " where run_id = :run", "run", runId));
                WalkedKeys.forget(session, runId);
                return true;
            });
        } while (finished.isPresent() && !finished.get());
        return finished.isPresent();
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
            boolean due = runs.over(runId).filter(run -> isDue(run, now)).isPresent();
            if (due) {
                gone += dry ? count(database, runId) : removeImages(database, runId);
            }
        }
        return gone;
    }

    private static boolean isDue(OldRun run, Instant now) {
        JobDefinition job = run.job();
        return job != null
                && job.undoKeep() != null
                && run.ended().plus(job.undoKeep()).isBefore(now);
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

    private long removeImages(String database, String runId) {
        long gone = 0;
        long now;
        do {
            now = ask(
                            database,
                            session -> removeSome(
                                    session, "before_image", List.of("sweep", "number", "seq"), IMAGES_AT_ONCE, runId))
                    .orElse(0);
            gone += now;
        } while (now > 0);
        return gone;
    }

    /** Row by row, by their keys: no statement looks for long, and none locks what it does not delete. */
    private static int removeSome(Session session, String name, List<String> key, int most, String runId) {
        String table = session.dialect().ours(name);
        List<Fragment> found = session.list(
                Fragment.of(
                        "select " + String.join(", ", key) + " from " + table + " where run_id = :run limit " + most,
                        "run",
                        runId),
                (row, n) -> {
                    Fragment values = Fragment.of("", "run", runId);
                    for (String column : key) {
                        values = values.with(column, row.getObject(column));
                    }
                    return values;
                });
        String where =
                key.stream().map(column -> " and " + column + " = :" + column).collect(Collectors.joining());
        found.forEach(values ->
                session.update(Fragment.join("delete from " + table + " where run_id = :run" + where, values)));
        return found.size();
    }

    private <T> Optional<T> ask(String database, Function<Session, T> work) {
        return transact(database, TransactionSettings.BOOKKEEPING, session -> {
            // A target that another control has taken over is no longer ours to tidy.
            new TargetTables(databases.named(database))
                    .hold(session, control.identity().id());
            return work.apply(session);
        });
    }

    private <T> Optional<T> read(String database, Function<Session, T> work) {
        return transact(database, TransactionSettings.READING.withStatementTimeout(READ_MOST), session -> {
            new TargetTables(databases.named(database))
                    .check(session, control.identity().id());
            return work.apply(session);
        });
    }

    private <T> Optional<T> transact(String database, TransactionSettings settings, Function<Session, T> work) {
        try (Session session = databases.named(database).open(Database.Purpose.BOOKKEEPING)) {
            session.begin(settings);
            T result = work.apply(session);
            session.commit();
            return Optional.of(result);
        } catch (ProblemException | DataAccessException | SQLException e) {
            LOG.warn("retention: what is left in database {} waits until next night: {}", database, e.getMessage());
            return Optional.empty();
        }
    }
}
