package io.steadfill.checkpoint;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The partitions of runs, as rows in the target. Every method runs in the caller's transaction. */
public final class PartitionStore {

    private static final String COLUMNS =
            "run_id, sweep, number, after_key, up_to_key, at_key, done, seq, fence_generation, fence_execution, fence_version, "
                    + "walked, changed, quarantined, lost, locked";
    private static final String ONE = " where run_id = :run and sweep = :sweep and number = :number";

    private final String table;
    private final List<String> keyColumns;

    /** @param keyColumns the names of the key columns of the table that is walked */
    public PartitionStore(Dialect dialect, List<String> keyColumns) {
        this.table = dialect.ours("partition");
        this.keyColumns = List.copyOf(keyColumns);
    }

    /** Writes the partitions of one sweep; all or none, as the caller's transaction goes. */
    public void plan(Session session, String runId, int sweep, List<KeyRange> ranges) {
        for (int number = 0; number < ranges.size(); number++) {
            KeyRange range = ranges.get(number);
            session.update(one(
                            "insert into " + table + " (run_id, sweep, number, after_key, up_to_key) "
                                    + "values (:run, :sweep, :number, :after, :upto)",
                            runId,
                            sweep,
                            number)
                    .with("after", text(range.after()))
                    .with("upto", text(range.upTo())));
        }
    }

    /** All partitions of a run, by sweep and number. */
    public List<Partition> all(Session session, String runId) {
        return session.list(
                Fragment.of(
                        "select " + COLUMNS + " from " + table + " where run_id = :run order by sweep, number",
                        "run",
                        runId),
                this::partition);
    }

    /** Reads a partition and keeps it locked until the transaction ends. */
    public Partition lock(Session session, Partition known) {
        return session.first(
                        one(
                                "select " + COLUMNS + " from " + table + ONE + " for update",
                                known.runId(),
                                known.sweep(),
                                known.number()),
                        this::partition)
                .orElseThrow(() -> Problem.COVERAGE_BROKEN
                        .with("partition", known.toString())
                        .says("partition " + known + " is gone from the target; restore it or undo the run"));
    }

    /**
     * Takes a partition over with a fence of one's own.
     *
     * @throws io.steadfill.problem.ProblemException FENCED_OUT when it holds a higher one
     */
    public Partition take(Session session, Partition known, Fence fence) {
        Partition now = lock(session, known);
        if (now.fence().compareTo(fence) > 0) {
            throw fencedOut(now);
        }
        session.update(one(
                        "update " + table
                                + " set fence_generation = :generation, fence_execution = :execution, fence_version = :version"
                                + ONE,
                        now.runId(),
                        now.sweep(),
                        now.number())
                .with("generation", fence.generation())
                .with("execution", fence.execution())
                .with("version", fence.version()));
        return new Partition(
                now.runId(),
                now.sweep(),
                now.number(),
                now.range(),
                now.at(),
                now.done(),
                now.seq(),
                fence,
                now.counts());
    }

    /** Locks a partition and insists that it is still as the worker knows it: its fence, its sequence. */
    public void holdAs(Session session, Partition known) {
        Partition now = lock(session, known);
        if (!now.fence().equals(known.fence())) {
            throw fencedOut(now);
        }
        if (now.seq() != known.seq()) {
            throw new StaleCheckpointException(now);
        }
    }

    private static RuntimeException fencedOut(Partition now) {
        return Problem.FENCED_OUT
                .with("partition", now.toString())
                .says("another process has taken partition " + now + " over; this one stops");
    }

    /** Writes how far a partition is, in the chunk's own transaction; {@code upTo} null means the end of an open range. */
    public Partition advance(Session session, Partition known, @Nullable Key upTo, boolean done, Counts more) {
        Partition next = known.advanced(upTo, done, more);
        Counts counts = next.counts();
        int rows = session.update(one(
                        "update " + table
                                + " set at_key = :at, done = :done, seq = :seq, walked = :walked, changed = :changed, "
                                + "quarantined = :quarantined, lost = :lost, locked = :locked, updated_at = current_timestamp"
                                + ONE + " and seq = :before",
                        known.runId(),
                        known.sweep(),
                        known.number())
                .with("at", text(next.at()))
                .with("done", done)
                .with("seq", next.seq())
                .with("before", known.seq())
                .with("walked", counts.walked())
                .with("changed", counts.changed())
                .with("quarantined", counts.quarantined())
                .with("lost", counts.lost())
                .with("locked", counts.locked()));
        if (rows != 1) {
            throw new IllegalStateException("the checkpoint of " + known + " moved under its own lock");
        }
        return next;
    }

    /** Corrects a partition's counts for rows that were worked on beside its walk; its sequence goes on, as before-images are told apart by it. */
    public void recount(Session session, Partition known, Counts delta) {
        recount(session, known.runId(), known.sweep(), known.number(), delta);
    }

    /** The same of a partition that nobody works on: a worker that comes back to it notices. */
    public void recount(Session session, String runId, int sweep, int number, Counts delta) {
        session.update(one(
                        "update " + table
                                + " set seq = seq + 1, changed = changed + :changed, quarantined = quarantined + :quarantined"
                                + ONE,
                        runId,
                        sweep,
                        number)
                .with("changed", delta.changed())
                .with("quarantined", delta.quarantined()));
    }

    private static Fragment one(String sql, String runId, int sweep, int number) {
        return Fragment.of(sql, "run", runId).with("sweep", sweep).with("number", number);
    }

    private static @Nullable String text(@Nullable Key key) {
        return key == null ? null : key.text();
    }

    private @Nullable Key key(@Nullable String text) {
        return text == null ? null : Key.of(keyColumns, text);
    }

    private Partition partition(ResultSet row, int n) throws SQLException {
        return new Partition(
                row.getString("run_id"),
                row.getInt("sweep"),
                row.getInt("number"),
                new KeyRange(key(row.getString("after_key")), key(row.getString("up_to_key"))),
                key(row.getString("at_key")),
                row.getBoolean("done"),
                row.getLong("seq"),
                new Fence(
                        row.getLong("fence_generation"), row.getLong("fence_execution"), row.getLong("fence_version")),
                new Counts(
                        row.getLong("walked"),
                        row.getLong("changed"),
                        row.getLong("quarantined"),
                        row.getLong("lost"),
                        row.getLong("locked")));
    }
}
