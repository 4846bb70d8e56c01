package io.steadfill.checkpoint;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.target.WalkedKeys;
import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.Problem;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** What the target itself knows of runs: the pinned definition, the one time of a {@code once} job, and the claim on a table. */
public final class TargetRuns {

    private final Dialect dialect;

    public TargetRuns(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Pins a run in the target, with the key that it walks by, once; a run that is pinned already stays as it is.
     *
     * @param onceKey identity of (job, parameters) for a job that is done once for ever; null otherwise
     * @throws io.steadfill.problem.ProblemException ALREADY_DONE when another run has that identity
     */
    public void pin(
            Session session,
            String runId,
            JobDefinition definition,
            Table table,
            String parametersText,
            @Nullable String onceKey,
            Instant started) {
        if (state(session, runId).isPresent()) {
            return;
        }
        try {
            session.update(Fragment.of(
                            "insert into " + dialect.ours("run")
                                    + " (run_id, job, table_identity, definition_hash, definition_text, parameters, once_key, state, started_at)"
                                    + " values (:run, :job, :identity, :hash, :text, :parameters, :once, 'OPEN', :started)",
                            "run",
                            runId)
                    .with("job", definition.name())
                    .with("identity", table.identity())
                    .with("hash", definition.hash())
                    .with("text", definition.text())
                    .with("parameters", parametersText)
                    .with("once", onceKey)
                    .with("started", OffsetDateTime.ofInstant(started, ZoneOffset.UTC)));
            WalkedKeys.keep(session, runId, table.keyset().names());
        } catch (DuplicateKeyException e) {
            throw Problem.ALREADY_DONE
                    .with("job", definition.name())
                    .says(
                            "job '" + definition.name()
                                    + "' with these parameters is done once for ever in this target; "
                                    + "resume its run, or undo it first",
                            e);
        }
    }

    /** Every run that was pinned here, the newest first. */
    public List<PinnedRun> all(Session session) {
        return session.list(
                Fragment.of(
                        "select r.run_id, r.job, r.table_identity, r.definition_hash, r.definition_text, r.parameters,"
                                + " r.state, r.started_at, (select max(p.updated_at) from " + dialect.ours("partition")
                                + " p where p.run_id = r.run_id and p.seq > 0) as worked_at from "
                                + dialect.ours("run") + " r order by r.started_at desc, r.run_id"),
                (row, n) -> new PinnedRun(
                        row.getString("run_id"),
                        row.getString("job"),
                        row.getString("table_identity"),
                        row.getString("definition_hash"),
                        row.getString("definition_text"),
                        row.getString("parameters"),
                        row.getString("state"),
                        row.getTimestamp("started_at").toInstant(),
                        instant(row.getTimestamp("worked_at"))));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * Raises the fences of every run that anybody might still work: whoever does under a lower generation commits nothing more.
     *
     * @return how many partitions there were
     */
    public int fenceOff(Session session, long generation) {
        return session.update(Fragment.of(
                "update " + dialect.ours("partition")
                        + " set fence_generation = :generation, fence_execution = 0, fence_version = 0"
                        + " where fence_generation < :generation and run_id in (select run_id from "
                        + dialect.ours("run") + " where state <> 'COMPLETED')",
                "generation",
                generation));
    }

    /** The state of a run as the target has it: OPEN, COMPLETED, QUARANTINED, CANCELLED, FAILED, UNDOING or UNDONE. */
    public Optional<String> state(Session session, String runId) {
        return session.first(
                Fragment.of("select state from " + dialect.ours("run") + " where run_id = :run", "run", runId),
                (row, n) -> row.getString(1));
    }

    public void mark(Session session, String runId, String state) {
        session.update(
                Fragment.of("update " + dialect.ours("run") + " set state = :state where run_id = :run", "run", runId)
                        .with("state", state));
    }

    /** Says that a run was undone: work that is done once for ever may be done again. */
    public void withdraw(Session session, String runId) {
        session.update(Fragment.of(
                "update " + dialect.ours("run") + " set state = 'UNDONE', once_key = null where run_id = :run",
                "run",
                runId));
    }

    /**
     * Claims the table for a run, or finds that it has it already.
     *
     * @throws io.steadfill.problem.ProblemException TABLE_CLAIMED naming the other run
     */
    public void claim(Session session, String runId, JobDefinition definition, Table table) {
        // The lock on this row is what makes two claims at once wait for each other; the claim table alone has nothing
        // to lock yet.
        session.sql(Fragment.of(
                        "select value from " + dialect.ours("meta") + " where name = :name for update",
                        "name",
                        "format"))
                .query(String.class)
                .single();
        List<String[]> others = session.list(
                Fragment.of(
                                "select run_id, job, shared from " + dialect.ours("claim")
                                        + " where table_identity = :identity and run_id <> :run",
                                "identity",
                                table.identity())
                        .with("run", runId),
                (row, n) -> new String[] {row.getString(1), row.getString(2), String.valueOf(row.getBoolean(3))});
        for (String[] other : others) {
            if (!definition.sharesTable() || !Boolean.parseBoolean(other[2])) {
                throw Problem.TABLE_CLAIMED
                        .with("table", table.name().toString())
                        .with("run", other[0])
                        .says(
                                "run " + other[0] + " of job '" + other[1] + "' has table " + table.name()
                                        + ", at work or paused; wait for its end, resume or cancel it, or let both jobs say shares-table: true");
            }
        }
        boolean mine = session.first(
                        Fragment.of(
                                        "select 1 from " + dialect.ours("claim")
                                                + " where table_identity = :identity and run_id = :run",
                                        "identity",
                                        table.identity())
                                .with("run", runId),
                        (row, n) -> 1)
                .isPresent();
        if (!mine) {
            session.update(Fragment.of(
                            "insert into " + dialect.ours("claim")
                                    + " (table_identity, run_id, job, shared) values (:identity, :run, :job, :shared)",
                            "identity",
                            table.identity())
                    .with("run", runId)
                    .with("job", definition.name())
                    .with("shared", definition.sharesTable()));
        }
    }

    /** Frees whatever the run has claimed; nothing to free is fine. */
    public void release(Session session, String runId) {
        session.update(Fragment.of("delete from " + dialect.ours("claim") + " where run_id = :run", "run", runId));
    }
}
