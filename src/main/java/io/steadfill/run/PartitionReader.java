package io.steadfill.run;

import io.steadfill.database.Database;
import io.steadfill.database.Databases;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/** Reads from targets how far runs are; display only, so a target that cannot be asked is no error. */
final class PartitionReader {

    private record Sweep(int number, int total, int done, long walked, long changed, long quarantined, long[] missed) {}

    private final Databases databases;

    PartitionReader(Databases databases) {
        this.databases = databases;
    }

    /** Empty before the partitions are planned, and while the target cannot be asked. */
    Optional<Partitions> of(String database, String runId) {
        try (Session session = databases.named(database).open(Database.Purpose.BOOKKEEPING)) {
            return sum(sweeps(session, runId));
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

    private static Optional<Partitions> sum(List<Sweep> sweeps) {
        if (sweeps.isEmpty()) {
            return Optional.empty();
        }
        Sweep last = sweeps.get(sweeps.size() - 1);
        return Optional.of(new Partitions(
                last.total(),
                last.done(),
                last.number(),
                sweeps.get(0).walked(),
                sweeps.stream().mapToLong(Sweep::changed).sum(),
                sweeps.stream().mapToLong(Sweep::quarantined).sum(),
                sweeps.stream().mapToLong(sweep -> sweep.missed()[0]).sum(),
                sweeps.stream().mapToLong(sweep -> sweep.missed()[1]).sum()));
    }
}
