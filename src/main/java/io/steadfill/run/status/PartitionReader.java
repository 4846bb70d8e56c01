package io.steadfill.run.status;

import io.steadfill.checkpoint.BeforeImages;
import io.steadfill.database.Database;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.TableName;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.life.RunState;
import io.steadfill.run.record.RunRow;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Reads from targets how far runs are; display only, so a target that cannot be asked is no error. */
public final class PartitionReader {

    private record Sweep(int number, int total, int done, long walked, long changed, long quarantined, long[] missed) {}

    private static final Pattern INTEGER_KEY = Pattern.compile("\\[\"(-?[0-9]{1,60})\"]");

    private final Databases databases;
    private final Map<String, Long> estimates = new ConcurrentHashMap<>();

    PartitionReader(Databases databases) {
        this.databases = databases;
    }

    /** Empty before the partitions are planned, and while the target cannot be asked. */
    public Optional<Partitions> of(RunRow run) {
        try (Session session = databases.named(run.database()).open(Database.Purpose.BOOKKEEPING)) {
            List<Sweep> sweeps = sweeps(session, run.runId());
            if (sweeps.isEmpty()) {
                return Optional.empty();
            }
            long toPutBack = run.state() == RunState.UNDOING
                    ? new BeforeImages(session.dialect()).rows(session, run.runId())
                    : 0;
            return Optional.of(sum(sweeps, estimate(session, run.database(), run.table()), toPutBack));
        } catch (ProblemException | DataAccessException | SQLException e) {
            return Optional.empty();
        }
    }

    /** Each partition, by sweep and number, at most {@code most}; empty before they are planned, and while the target cannot be asked. */
    public List<PartitionStatus> each(String database, String runId, int most) {
        try (Session session = databases.named(database).open(Database.Purpose.BOOKKEEPING)) {
            return session.list(
                    Fragment.of(
                                    "select sweep, number, after_key, up_to_key, at_key, done, seq, walked, changed, quarantined from "
                                            + session.dialect().ours("partition")
                                            + " where run_id = :run order by sweep, number limit :most",
                                    "run",
                                    runId)
                            .with("most", most),
                    (row, n) -> status(row));
        } catch (ProblemException | DataAccessException | SQLException e) {
            return List.of();
        }
    }

    private static PartitionStatus status(ResultSet row) throws SQLException {
        String after = row.getString("after_key");
        String upTo = row.getString("up_to_key");
        String at = row.getString("at_key");
        boolean done = row.getBoolean("done");
        return new PartitionStatus(
                row.getInt("sweep"),
                row.getInt("number"),
                done
                        ? PartitionStatus.State.DONE
                        : at == null ? PartitionStatus.State.OPEN : PartitionStatus.State.BEGUN,
                after,
                upTo,
                at,
                false,
                done ? Double.valueOf(1) : share(after, upTo, at),
                row.getLong("seq"),
                row.getLong("walked"),
                row.getLong("changed"),
                row.getLong("quarantined"));
    }

    /** Display only: the database alone knows the order of keys, but of integers everybody does. */
    private static @Nullable Double share(@Nullable String after, @Nullable String upTo, @Nullable String at) {
        if (at == null) {
            return 0.0;
        }
        BigInteger low = integer(after);
        BigInteger high = integer(upTo);
        BigInteger now = integer(at);
        if (low == null || high == null || now == null || high.compareTo(low) <= 0) {
            return null;
        }
        double share = now.subtract(low).doubleValue() / high.subtract(low).doubleValue();
        return Math.max(0, Math.min(1, share));
    }

    private static @Nullable BigInteger integer(@Nullable String key) {
        Matcher matcher = INTEGER_KEY.matcher(key == null ? "" : key);
        return matcher.matches() ? new BigInteger(matcher.group(1)) : null;
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

    private static Partitions sum(List<Sweep> sweeps, long estimate, long toPutBack) {
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
                sweeps.stream().mapToLong(sweep -> sweep.missed()[1]).sum(),
                toPutBack);
    }
}
