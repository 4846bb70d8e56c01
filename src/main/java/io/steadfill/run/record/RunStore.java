package io.steadfill.run.record;

import io.steadfill.chunk.Gate;
import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import io.steadfill.definition.JobDefinition;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.run.life.Hold;
import io.steadfill.run.life.RunState;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** The runs' rows in the control database. Every change of a row goes through {@link #change}, which knows the legal edges. */
public final class RunStore {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,40}");

    private final Control control;
    private final HoldStore holds;
    private final RunEvents events;
    private final String select;

    /** @param deadAfter how old a heartbeat may be before its owner is taken for dead */
    RunStore(Control control, HoldStore holds, RunEvents events, Duration deadAfter) {
        this.control = control;
        this.holds = holds;
        this.events = events;
        this.select = """
                select r.*, case when r.owner is not null
                        and r.heartbeat_at > current_timestamp(6) - %s then 1 else 0 end as alive
                from steadfill_control_run r
                """.formatted(Sql.interval(deadAfter));
    }

    /**
     * Adds a run; false when its job has an active one, or one of the same business date.
     *
     * @param date null for a run of no date
     * @param ignoresHours why it may work outside the job's open hours; null where it may not
     */
    public boolean insert(
            String runId,
            JobDefinition definition,
            String parameters,
            @Nullable LocalDate date,
            @Nullable String ignoresHours,
            String by) {
        try {
            control.tentatively(() -> control.client()
                    .sql("""
                    insert into steadfill_control_run
                        (run_id, job, database_name, table_name, active_key, definition_hash, definition_text,
                         parameters, started_by, business_date, date_key, ignores_hours)
                    values (:run, :job, :database, :table, :job, :hash, :text, :parameters, :by, :date, :dateKey, :ignores)
                    """)
                    .param("run", runId)
                    .param("job", definition.name())
                    .param("database", definition.database())
                    .param("table", definition.table().toString())
                    .param("hash", definition.hash())
                    .param("text", definition.text())
                    .param("parameters", parameters)
                    .param("by", by)
                    .param("date", date == null ? null : date.toString())
                    .param("dateKey", date == null ? null : dateKey(definition.name(), date))
                    .param("ignores", ignoresHours)
                    .update());
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    public RunRow get(String runId) {
        return find(runId).orElseThrow(() -> notFound(runId));
    }

    public Optional<RunRow> find(String runId) {
        // A server may refuse a text that can be no id, such as one with a zero byte, by an error of its own.
        return !ID.matcher(runId).matches() ? Optional.empty() : one("where r.run_id = :value", runId);
    }

    /** The run that holds the job's key. */
    public Optional<RunRow> active(String job) {
        return one("where r.active_key = :value", job);
    }

    /** The run that counts for a business date: not one that was cancelled or undone. */
    public Optional<RunRow> ofDate(String job, LocalDate date) {
        return one("where r.date_key = :value", dateKey(job, date));
    }

    /** The newest run of a business date, also one that was cancelled. */
    public Optional<RunRow> newestOfDate(String job, LocalDate date) {
        return control.client()
                .sql(select
                        + "where r.job = :job and r.business_date = :date order by r.started_at desc, r.run_id limit 1")
                .param("job", job)
                .param("date", date.toString())
                .query((row, n) -> RunRow.read(row))
                .optional()
                .map(this::held);
    }

    /** The unfinished runs on a database. */
    public List<RunRow> activeOn(String database) {
        return rows("where r.database_name = :database and r.active_key is not null", Map.of("database", database));
    }

    private static String dateKey(String job, LocalDate date) {
        return job + "/" + date;
    }

    public List<RunRow> all(Collection<String> runIds) {
        return runIds.isEmpty() ? List.of() : rows("where r.run_id in (:runs)", Map.of("runs", runIds));
    }

    /** The newest run of a job with these parameters. */
    public Optional<RunRow> latest(String job, String parameters) {
        return control
                .client()
                .sql(select + "where r.job = :job order by r.started_at desc limit 20")
                .param("job", job)
                .query((row, n) -> RunRow.read(row))
                .list()
                .stream()
                .filter(row -> row.parameters().equals(parameters))
                .findFirst()
                .map(this::held);
    }

    /** How long the last completed runs of business dates took from launch to end, the newest date first. */
    public List<Duration> tookDates(String job, int limit) {
        return control.client()
                .sql("select started_at, ended_at from steadfill_control_run where job = :job and stage = 'COMPLETED'"
                        + " and business_date is not null order by business_date desc limit " + limit)
                .param("job", job)
                .query((row, n) -> Duration.between(
                        row.getTimestamp(1).toInstant(), row.getTimestamp(2).toInstant()))
                .list();
    }

    /** The newest run of a job, whatever its parameters. */
    public Optional<RunRow> newestOf(String job) {
        return one("where r.job = :value order by r.started_at desc, r.run_id limit 1", job);
    }

    /** The runs on a database that somebody might still go on with. */
    public List<RunRow> unfinishedOn(String database) {
        return rows(
                "where r.database_name = :database"
                        + " and (r.active_key is not null or r.stage in ('FAILED', 'QUARANTINED'))",
                Map.of("database", database));
    }

    /** The rows that a clause over {@code r} names. */
    public List<RunRow> rows(String clause, Map<String, ?> values) {
        List<RunRow> found = control.client()
                .sql(select + clause)
                .params(values)
                .query((row, n) -> RunRow.read(row))
                .list();
        Map<String, List<Hold>> held =
                holds.ofAll(found.stream().map(RunRow::runId).toList());
        return found.stream()
                .map(row -> row.withHolds(held.getOrDefault(row.runId(), List.of())))
                .toList();
    }

    /**
     * Changes a row under its lock, in a transaction, and refuses edges that do not exist.
     *
     * @throws IllegalStateException when the change is not an edge of a run's life
     */
    public RunRow change(String runId, Consumer<RunRow> change) {
        return control.inTransaction(() -> {
            RunRow before = lock(runId);
            change.accept(before);
            RunRow after = get(runId);
            RunState from = before.state();
            if (from != after.state() && !from.mayBecome(after.state())) {
                throw new IllegalStateException("run " + runId + " cannot become " + after.state() + " from " + from);
            }
            if (from != after.state()) {
                events.add(runId, after.job(), RunEvent.STATE, from, after.state(), after.owner(), after.endSays());
            }
            return after;
        });
    }

    /** Reads a row and keeps everybody else from changing it until the transaction ends. */
    public RunRow lock(String runId) {
        if (!ID.matcher(runId).matches()
                || control.client()
                        .sql("select run_id from steadfill_control_run where run_id = :run for update")
                        .param("run", runId)
                        .query(String.class)
                        .optional()
                        .isEmpty()) {
            throw notFound(runId);
        }
        return get(runId);
    }

    public void say(String runId, Gate.Word word) {
        control.client()
                .sql("update steadfill_control_run set word = :word where run_id = :run")
                .param("run", runId)
                .param("word", word.name())
                .update();
    }

    /**
     * Takes the lease and begins to work; false when somebody else may still be alive.
     *
     * @throws io.steadfill.problem.ProblemException when another run of the job has become active
     */
    public boolean begin(RunRow row, String owner) {
        try {
            return control.client()
                            .sql("""
                            update steadfill_control_run
                            set owner = :owner, lease_version = lease_version + 1, heartbeat_at = current_timestamp(6),
                                stage = case when stage = 'UNDOING' then stage else 'WORKING' end, active_key = job,
                                end_problem = null, end_says = null, ended_at = null
                            where run_id = :run and lease_version = :version
                            """)
                            .param("run", row.runId())
                            .param("owner", owner)
                            .param("version", row.leaseVersion())
                            .update()
                    == 1;
        } catch (DuplicateKeyException e) {
            throw Problem.RUN_ALREADY_ACTIVE
                    .with("job", row.job())
                    .with("run", active(row.job()).map(RunRow::runId).orElse("?"))
                    .says("another run of '" + row.job() + "' is active: wait for it, or cancel it first");
        }
    }

    /** Stores what the work told last, so that counts and time lost outlive it. */
    public void told(String runId, String progress) {
        control.client()
                .sql("update steadfill_control_run set progress = :progress where run_id = :run")
                .param("run", runId)
                .param("progress", progress)
                .update();
    }

    /** Stores how the work ended and lets the lease go. */
    public void end(String runId, Stage stage, @Nullable RunEnd end) {
        boolean active = switch (stage) {
            case NEW, WORKING, VERIFYING, UNDOING, PAUSED, INTERRUPTED -> true;
            case FAILED, QUARANTINED, COMPLETED, CANCELLED, UNDONE -> false;
        };
        Problem problem = end == null ? null : end.problem();
        control.client()
                // What was said to a run that is only interrupted stands.
                .sql("update steadfill_control_run set stage = :stage, owner = null,"
                        + (stage == Stage.INTERRUPTED ? "" : " word = 'GO',")
                        + " end_problem = :problem, end_says = :says, ended_at = current_timestamp(6)"
                        + (active ? "" : ", active_key = null")
                        + (stage == Stage.CANCELLED || stage == Stage.UNDONE ? ", date_key = null" : "")
                        + " where run_id = :run")
                .param("run", runId)
                .param("stage", stage.name())
                .param("problem", problem == null ? null : problem.code())
                .param("says", end == null ? null : end.says())
                .update();
    }

    private Optional<RunRow> one(String where, String value) {
        return control.client()
                .sql(select + where)
                .param("value", value)
                .query((row, n) -> RunRow.read(row))
                .optional()
                .map(this::held);
    }

    private RunRow held(RunRow row) {
        return row.withHolds(holds.of(row.runId()));
    }

    private static RuntimeException notFound(String runId) {
        return Problem.RUN_NOT_FOUND.with("run", runId).says("there is no run '" + runId + "'; see: steadfill runs");
    }
}
