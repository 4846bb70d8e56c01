package io.steadfill.engine;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.PartitionStore;
import io.steadfill.chunk.failure.Causes;
import io.steadfill.chunk.work.Backfills;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Database;
import io.steadfill.database.Failure;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.database.target.TargetTables;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.keyset.Key;
import io.steadfill.problem.Problem;
import io.steadfill.quarantine.QuarantineCount;
import io.steadfill.quarantine.QuarantineEntry;
import io.steadfill.quarantine.QuarantineStore;
import io.steadfill.quarantine.WaiverStore;
import io.steadfill.transform.Transforms;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/** What people do with a run's quarantined rows: look, and waive. Trying again is a resume of the run. */
public final class QuarantineDesk {

    private static final String GONE = "gone";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String runId;
    private final JobDefinition definition;
    private final Database database;
    private final String controlId;
    private final Table table;
    private final Backfills backfills;
    private final QuarantineStore store;
    private final PartitionStore partitions;

    /**
     * Opens a run's quarantine.
     *
     * @param controlId of the control database that asks
     * @param parameters as at the run's launch, and so {@code started}
     */
    public QuarantineDesk(
            Databases databases,
            Transforms transforms,
            String controlId,
            String runId,
            JobDefinition definition,
            Map<String, Object> parameters,
            Instant started) {
        this.runId = runId;
        this.definition = definition;
        this.database = databases.named(definition.database());
        this.controlId = controlId;
        this.table = new Looking(database).at(definition.table(), controlId, runId);
        this.backfills = new Backfills(
                definition,
                table,
                new Looking(database).into(definition),
                database.dialect(),
                transforms,
                parameters,
                started);
        this.store = new QuarantineStore(database.dialect());
        this.partitions = new PartitionStore(database.dialect(), table.keyset().names());
    }

    /** The rows in the order they came, at most {@code most}. */
    public List<QuarantineEntry> list(int most) {
        return inTarget(session -> store.list(session, runId, table.keyset().names(), most));
    }

    /**
     * A page of them in the order they came.
     *
     * @param reason only those with this one; null for all
     * @param after the id of the row after which it begins; null for the first page
     */
    public List<QuarantineEntry> page(@Nullable String reason, @Nullable String after, int most) {
        return inTarget(session -> store.page(session, runId, table.keyset().names(), reason, after, most));
    }

    /** How many rows have each reason. */
    public List<QuarantineCount> counts() {
        return inTarget(session -> store.counts(session, runId));
    }

    /**
     * Waives rows, but only as they were looked at, and all of them or none: applies the job's remedy under each row's lock, keeps its
     * before-image, and records who and why.
     *
     * @param hashes what {@link #hashes} said of them
     * @return how many need nothing more; the others are only excused
     * @throws io.steadfill.problem.ProblemException QUARANTINE_NOT_FOUND when a row is not in open quarantine, WAIVER_STALE when one is
     *     another by now
     */
    public int waive(List<Key> keys, Map<String, String> hashes, String by, String why) {
        // In one order, and entries before partitions before rows as a retry does it: nobody waits in a circle.
        List<Key> sorted = keys.stream().sorted(Comparator.comparing(Key::text)).toList();
        return inOurTarget(session -> {
            sorted.stream()
                    .map(key -> open(session, key))
                    .sorted(Comparator.comparing(QuarantineEntry::sweep).thenComparing(QuarantineEntry::partition))
                    .forEach(entry -> partitions.recount(
                            session, runId, entry.sweep(), entry.partition(), Counts.NONE.withQuarantined(-1)));
            int settled = 0;
            for (Key key : sorted) {
                settled += waive(session, key, by, why, String.valueOf(hashes.get(key.text()))) ? 1 : 0;
            }
            return settled;
        });
    }

    /** For each of these rows, by its key's text, a hash of the columns that the job reads; {@value #GONE} where it no longer matches. */
    public Map<String, String> hashes(List<Key> keys) {
        return inTarget(session -> {
            Map<String, String> hashes = new LinkedHashMap<>();
            for (Key key : keys) {
                ChunkSql sql = database.dialect().chunks(table);
                Rows rows = sql.reread(session, List.of(key), backfills.condition(), List.of(), Locking.NONE);
                hashes.put(key.text(), rows.isEmpty() ? GONE : hash(session, sql, rows));
            }
            return hashes;
        });
    }

    /** Has the run try these rows, and no others, when it goes on. */
    public void choose(List<Key> keys) {
        inOurTarget(session -> {
            keys.forEach(key -> store.mark(session, runId, key, "RETRY"));
            return keys.size();
        });
    }

    /** The keys of the rows that are in open quarantine, in the order of their texts. */
    public List<Key> open() {
        return inTarget(session -> store.keys(session, runId, "OPEN")).stream()
                .sorted()
                .map(text -> Key.of(table.keyset().names(), text))
                .toList();
    }

    private String hash(Session session, ChunkSql sql, Rows rows) {
        return String.valueOf(sql.hashes(session, rows, backfills.columnsRead()).get(0));
    }

    private QuarantineEntry open(Session session, Key key) {
        return store.lock(session, runId, key, "OPEN")
                .orElseThrow(() -> Problem.QUARANTINE_NOT_FOUND
                        .with("run", runId)
                        .with("key", QuarantineStore.hash(key))
                        .says("row " + QuarantineStore.hash(key) + " of run " + runId
                                + " is no longer in open quarantine; see 'quarantine list " + runId + "'"));
    }

    private boolean waive(Session session, Key key, String by, String why, String expected) {
        ChunkSql sql = database.dialect().chunks(table);
        Fragment condition = backfills.condition();
        List<Identifier> remedied = List.copyOf(definition.onWaive().keySet());
        Rows rows = sql.reread(session, List.of(key), condition, remedied, Locking.WAIT);
        if (rows.isEmpty()) {
            store.mark(session, runId, key, "DONE");
            return true;
        }
        String rowHash = hash(session, sql, rows);
        if (!expected.equals(rowHash)) {
            throw Problem.WAIVER_STALE
                    .with("run", runId)
                    .with("key", QuarantineStore.hash(key))
                    .says("row " + QuarantineStore.hash(key)
                            + " changed since it was looked at: look at it again, and ask again");
        }
        @Nullable String image = null;
        if (!remedied.isEmpty()) {
            image = image(rows, remedied);
            try {
                sql.setRows(session, rows, condition, backfills.remedy());
            } catch (DataAccessException e) {
                throw refused(key, e);
            }
            rowHash = hash(session, sql, rows);
        }
        new WaiverStore(database.dialect()).put(session, runId, key, rowHash, by, why, image);
        boolean settled = sql.reread(session, List.of(key), condition, List.of(), Locking.NONE)
                .isEmpty();
        store.mark(session, runId, key, settled ? "DONE" : "WAIVED");
        return settled;
    }

    /** Without the server's words, which may quote the row. */
    private RuntimeException refused(Key key, DataAccessException thrown) {
        SQLException cause = Causes.sql(thrown);
        if (cause == null || database.dialect().failure(cause) != Failure.DATA) {
            return Refusal.of(definition, database, "the waiver", thrown);
        }
        return Problem.EXPRESSION_REFUSED
                .with("run", runId)
                .with("key", QuarantineStore.hash(key))
                .with("sqlState", String.valueOf(cause.getSQLState()))
                .says(
                        "the server refuses the job's 'on-waive' for row " + QuarantineStore.hash(key) + " (SQLSTATE "
                                + cause.getSQLState() + "): it was left as it is; mend the row, or the remedy",
                        thrown);
    }

    private static String image(Rows rows, List<Identifier> columns) {
        Map<String, @Nullable Object> old = new LinkedHashMap<>();
        columns.forEach(column -> old.put(column.name(), rows.value(column, 0)));
        return JSON.writeValueAsString(old);
    }

    /** For what writes: nobody adopts the target meanwhile, or has since we looked. */
    private <T> T inOurTarget(Function<Session, T> work) {
        return inTarget(session -> {
            new TargetTables(database).hold(session, controlId);
            return work.apply(session);
        });
    }

    private <T> T inTarget(Function<Session, T> work) {
        return database.transact(TransactionSettings.BOOKKEEPING, work);
    }
}
