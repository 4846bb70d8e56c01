package io.steadfill.quarantine;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.digest.Sha256;
import io.steadfill.keyset.Key;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Quarantined rows in the target; every method runs in the caller's transaction. */
public final class QuarantineStore {

    private final Dialect dialect;
    private final String table;

    public QuarantineStore(Dialect dialect) {
        this.dialect = dialect;
        this.table = dialect.ours("quarantine");
    }

    /**
     * Puts rows into quarantine, or counts one more attempt for those that are there.
     *
     * @return how many are new or open again, which this partition counts from now on; the others are counted already where they came from
     */
    public int put(Session session, String runId, int sweep, int partition, List<Quarantined> rows) {
        int opened = 0;
        for (Quarantined row : rows) {
            Fragment values = Fragment.of("", "run", runId)
                    .with("hash", hash(row.key()))
                    .with("key", row.key().text())
                    .with("sweep", sweep)
                    .with("number", partition)
                    .with("reason", row.reason())
                    .with("sqlstate", row.sqlState())
                    .with("error", row.error())
                    .with("advice", row.advice());
            String again = "update " + table
                    + " set attempts = attempts + 1, state = 'OPEN', reason = :reason, sql_state = :sqlstate, error = :error, "
                    + "advice = :advice, last_at = current_timestamp, sweep = %s, number = %s"
                    + " where run_id = :run and key_hash = :hash and state %s ('OPEN', 'RETRY')";
            if (session.update(Fragment.join(again.formatted("sweep", "number", "in"), values)) > 0) {
                continue;
            }
            opened++;
            if (session.update(Fragment.join(again.formatted(":sweep", ":number", "not in"), values)) == 0) {
                session.update(Fragment.join(
                        "insert into " + table
                                + " (run_id, key_hash, key_text, sweep, number, reason, sql_state, error, advice, state, attempts)"
                                + " values (:run, :hash, :key, :sweep, :number, :reason, :sqlstate, :error, :advice, 'OPEN', 1)",
                        values));
            }
        }
        return opened;
    }

    /** Key texts of the rows that a sweep leaves out: open quarantine and waivers. */
    public Set<String> excluded(Session session, String runId) {
        Set<String> excluded = new HashSet<>(keys(session, runId, "OPEN"));
        excluded.addAll(keys(session, runId, "WAIVED"));
        return excluded;
    }

    /** Key texts of the rows of a run in this state. */
    public List<String> keys(Session session, String runId, String state) {
        return session.list(
                Fragment.of("select key_text from " + table + " where run_id = :run and state = :state", "run", runId)
                        .with("state", state),
                (row, n) -> row.getString(1));
    }

    /** Marks all open rows of a run to be tried again, unless somebody chose some of them before; returns how many. */
    public int retryAll(Session session, String runId) {
        if (count(session, runId, "RETRY") > 0) {
            return 0;
        }
        return session.update(Fragment.of(
                "update " + table + " set state = 'RETRY' where run_id = :run and state = 'OPEN'", "run", runId));
    }

    /** A row's entry, locked; nothing when it is not in this state. */
    public Optional<QuarantineEntry> lock(Session session, String runId, Key key, String state) {
        return session.first(
                Fragment.of(
                                "select * from " + table
                                        + " where run_id = :run and key_hash = :hash and state = :state for update",
                                "run",
                                runId)
                        .with("hash", hash(key))
                        .with("state", state),
                (row, n) -> entry(row, key.columns()));
    }

    /** How many rows of a run are in this state. */
    public long count(Session session, String runId, String state) {
        return session.sql(Fragment.of(
                                "select count(*) from " + table + " where run_id = :run and state = :state",
                                "run",
                                runId)
                        .with("state", state))
                .query(Long.class)
                .single();
    }

    /** How many rows of a run nobody has settled: open, or still to be tried again. */
    public long unsettled(Session session, String runId) {
        return count(session, runId, "OPEN") + count(session, runId, "RETRY");
    }

    public void mark(Session session, String runId, Key key, String state) {
        session.update(Fragment.of(
                        "update " + table
                                + " set state = :state, last_at = current_timestamp where run_id = :run and key_hash = :hash",
                        "run",
                        runId)
                .with("hash", hash(key))
                .with("state", state));
    }

    /** A run's quarantined rows in the order they came, at most {@code most}. */
    public List<QuarantineEntry> list(Session session, String runId, List<String> keyColumns, int most) {
        return session.list(
                Fragment.of(
                                "select * from " + table
                                        + " where run_id = :run order by first_at, key_hash limit :most",
                                "run",
                                runId)
                        .with("most", most),
                (row, n) -> entry(row, keyColumns));
    }

    /**
     * A page of them in the order they came.
     *
     * @param reason only those with this one; null for all
     * @param after the id of the row after which it begins; null for the first page
     */
    public List<QuarantineEntry> page(
            Session session,
            String runId,
            List<String> keyColumns,
            @Nullable String reason,
            @Nullable String after,
            int most) {
        Fragment select = Fragment.of("select q.* from " + table + " q where q.run_id = :run", "run", runId);
        if (reason != null) {
            select = Fragment.join(select.sql() + " and q.reason = :reason", select)
                    .with("reason", reason);
        }
        if (after != null) {
            select = Fragment.join(
                            select.sql() + " and exists (select * from " + table
                                    + " c where c.run_id = :run and c.key_hash = :after and (q.first_at > c.first_at"
                                    + " or (q.first_at = c.first_at and q.key_hash > c.key_hash)))",
                            select)
                    .with("after", after);
        }
        return session.list(
                Fragment.join(select.sql() + " order by q.first_at, q.key_hash limit :most", select)
                        .with("most", most),
                (row, n) -> entry(row, keyColumns));
    }

    /** How many rows of a run have each reason, and how many of them are open; the most first. */
    public List<QuarantineCount> counts(Session session, String runId) {
        return session.list(
                Fragment.of(
                        "select reason, count(*), sum(case when state in ('OPEN', 'RETRY') then 1 else 0 end) from "
                                + table + " where run_id = :run group by reason order by count(*) desc, reason",
                        "run",
                        runId),
                (row, n) -> new QuarantineCount(row.getString(1), row.getLong(2), row.getLong(3)));
    }

    private QuarantineEntry entry(ResultSet row, List<String> keyColumns) throws SQLException {
        Quarantined quarantined = new Quarantined(
                Key.of(keyColumns, row.getString("key_text")),
                row.getString("reason"),
                row.getString("sql_state"),
                row.getString("error"),
                row.getString("advice"));
        Timestamp first = row.getTimestamp("first_at");
        Timestamp last = row.getTimestamp("last_at");
        return new QuarantineEntry(
                row.getString("run_id"),
                quarantined,
                hash(quarantined.key()),
                row.getInt("sweep"),
                row.getInt("number"),
                row.getString("state"),
                row.getInt("attempts"),
                first.toInstant(),
                last.toInstant());
    }

    /** SHA-256 of the key's text in hex: a key of any width becomes a primary key of one width. */
    public static String hash(Key key) {
        return Sha256.hex(key.text());
    }

    /** The dialect that the store speaks. */
    public Dialect dialect() {
        return dialect;
    }
}
