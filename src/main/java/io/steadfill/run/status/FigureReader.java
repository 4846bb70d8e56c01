package io.steadfill.run.status;

import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.TableName;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.record.RunRow;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;

/** Reads from a target how far several runs are, by two questions however many there are. */
final class FigureReader {

    private final Databases databases;
    private final Map<String, Long> estimates = new ConcurrentHashMap<>();

    FigureReader(Databases databases) {
        this.databases = databases;
    }

    /** Of several runs on one database, by the run's id; without those that are not planned, and empty while the target cannot be asked. */
    Map<String, Fleet.Figures> of(String database, List<RunRow> runs) {
        try (Session session = databases.named(database).open(Database.Purpose.BOOKKEEPING)) {
            List<String> ids = runs.stream().map(RunRow::runId).toList();
            Map<String, Fleet.Figures> figures = new HashMap<>();
            Map<String, Long> quarantined = quarantined(session, ids);
            Map<String, Walk> walks = walks(session, ids);
            for (RunRow run : runs) {
                Walk walk = walks.get(run.runId());
                if (walk != null) {
                    long estimate = estimate(session, database, run.table());
                    figures.put(run.runId(), walk.figures(estimate, quarantined.getOrDefault(run.runId(), 0L)));
                }
            }
            return figures;
        } catch (ProblemException | DataAccessException | SQLException e) {
            return Map.of();
        }
    }

    /** How many rows in quarantine of several runs on one database nobody has settled, by the run's id; empty while the target cannot be asked. */
    Optional<Map<String, Long>> quarantined(String database, List<RunRow> runs) {
        try (Session session = databases.named(database).open(Database.Purpose.BOOKKEEPING)) {
            return Optional.of(
                    quarantined(session, runs.stream().map(RunRow::runId).toList()));
        } catch (ProblemException | DataAccessException | SQLException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Walk> walks(Session session, List<String> runIds) {
        Map<String, Walk> walks = new HashMap<>();
        session.list(
                        Fragment.of(
                                "select run_id, sweep, count(*), sum(case when done then 1 else 0 end), sum(walked),"
                                        + " max(updated_at), current_timestamp(6) from "
                                        + session.dialect().ours("partition")
                                        + " where run_id in (:runs) group by run_id, sweep order by run_id, sweep",
                                "runs",
                                runIds),
                        (row, n) -> Map.entry(
                                row.getString(1),
                                new Walk(
                                        row.getInt(2),
                                        row.getInt(3),
                                        row.getInt(4),
                                        row.getLong(5),
                                        row.getTimestamp(6).toInstant(),
                                        row.getTimestamp(7).toInstant())))
                .forEach(sweep -> walks.merge(sweep.getKey(), sweep.getValue(), Walk::then));
        return walks;
    }

    private static Map<String, Long> quarantined(Session session, List<String> runIds) {
        Map<String, Long> open = new HashMap<>();
        session.list(
                        Fragment.of(
                                "select run_id, count(*) from "
                                        + session.dialect().ours("quarantine")
                                        + " where run_id in (:runs) and state in ('OPEN', 'RETRY') group by run_id",
                                "runs",
                                runIds),
                        (row, n) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(run -> open.put(run.getKey(), run.getValue()));
        return open;
    }

    /** Asked once: the catalog need not be read each time. */
    private long estimate(Session session, String database, String table) {
        return estimates.computeIfAbsent(
                database + "/" + table,
                key -> session.dialect().describe(session, TableName.of(table)).rowEstimate());
    }

    /** @param now by the same clock as {@code moved} */
    private record Walk(int sweep, int total, int done, long walked, Instant moved, Instant now) {

        /** A later sweep's partitions count, with the first walk's rows. */
        Walk then(Walk later) {
            Instant last = moved.isAfter(later.moved) ? moved : later.moved;
            return new Walk(later.sweep, later.total, later.done, walked, last, later.now);
        }

        Fleet.Figures figures(long estimate, long quarantined) {
            Duration age = Duration.between(moved, now);
            return new Fleet.Figures(
                    walked, estimate, sweep, total, done, age.isNegative() ? Duration.ZERO : age, quarantined);
        }
    }
}
