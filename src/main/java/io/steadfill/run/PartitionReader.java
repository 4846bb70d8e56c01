package io.steadfill.run;

import io.steadfill.database.Database;
import io.steadfill.database.Databases;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.definition.TableName;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;

/** Reads from targets how far runs are; display only, so a target that cannot be asked is no error. */
final class PartitionReader {

    private record Sweep(int number, int total, int done, long walked, long changed, long quarantined, long[] missed) {}

    private final Databases databases;
    private final Map<String, Long> estimates = new ConcurrentHashMap<>();

    PartitionReader(Databases databases) {
        this.databases = databases;
    }

    /** Empty before the partitions are planned, and while the target cannot be asked. */
    Optional<Partitions> of(String database, String table, String runId) {
        try (Session session = databases.named(database).open(Database.Purpose.BOOKKEEPING)) {
            List<Sweep> sweeps = sweeps(session, runId);
            return sweeps.isEmpty() ? Optional.empty() : Optional.of(sum(sweeps, estimate(session, database, table)));
        } catch (ProblemException | DataAccessException | SQLException e) {
            return Optional.empty();
        }
    }

    private static List<Sweep> sweeps(Session session, String runId) {
        Dialect dialect = session.dialect();
        return session.list(
                Fragment.of(
                        "select sweep, count(*), sum(case when done then 1 else 0 end), sum(walked), sum(changed),"
                                + " sum(quarantined), sum(lost), sum(locked) from " + dialect.ours("partition")
                                + " where run_id = :run group by sweep order by sweep",
                        "run",
                        runId),
                (row, n) -> new Sweep(
                        row.getInt(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        new long[] {row.getLong(7), row.getLong(8)}));
    }

    /** Asked once: a progress line that is drawn every second must not read the catalog each time. */
    private long estimate(Session session, String database, String table) {
        return estimates.computeIfAbsent(
                database + "/" + table,
                key -> session.dialect().describe(session, TableName.of(table)).rowEstimate());
    }

    private static Partitions sum(List<Sweep> sweeps, long estimate) {
        Sweep last = sweeps.get(sweeps.size() - 1);
        return new Partitions(
                last.total(),
                last.done(),
                last.number(),
                estimate,
                sweeps.get(0).walked(),
                sweeps.stream().mapToLong(Sweep::changed).sum(),
                sweeps.stream().mapToLong(Sweep::quarantined).sum(),
                sweeps.stream().mapToLong(sweep -> sweep.missed()[0]).sum(),
                sweeps.stream().mapToLong(sweep -> sweep.missed()[1]).sum());
    }
}
