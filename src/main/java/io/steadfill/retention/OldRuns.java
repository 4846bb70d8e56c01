package io.steadfill.retention;

import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.file.JobFile;
import io.steadfill.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds runs in the control database that are over, and takes them out of it. */
final class OldRuns {

    /** Over for good: what failed or is in quarantine may be gone on with until a later run of its job has succeeded. */
    private static final String OVER = """
            r.active_key is null and r.owner is null and (r.stage in ('COMPLETED', 'CANCELLED', 'UNDONE')
                or (r.stage in ('FAILED', 'QUARANTINED') and exists (
                    select * from steadfill_control_run later where later.job = r.job and later.stage = 'COMPLETED'
                        and later.started_at > r.started_at)))
            """;

    private static final Logger LOG = LoggerFactory.getLogger(OldRuns.class);

    private final Control control;

    OldRuns(Control control) {
        this.control = control;
    }

    /** Those that ended before, the oldest first. A job's newest run is kept: its parameters say how the job's data is proved. */
    List<OldRun> before(Duration age, String after, int limit) {
        return control.client()
                .sql(
                        "select r.run_id, r.database_name, r.definition_text, r.ended_at from steadfill_control_run r where "
                                + OVER + " and r.run_id > :after and r.ended_at < current_timestamp(6) - "
                                + Sql.interval(age)
                                + " and exists (select * from steadfill_control_run newer where newer.job = r.job"
                                + " and newer.started_at > r.started_at) order by r.run_id limit " + limit)
                .param("after", after)
                .query((row, n) -> read(row))
                .list();
    }

    /** The run, where it is over for at least as long as its job keeps before-images. */
    Optional<OldRun> over(String runId) {
        return control.client()
                .sql(
                        "select r.run_id, r.database_name, r.definition_text, r.ended_at from steadfill_control_run r where "
                                + OVER + " and r.ended_at is not null and r.run_id = :run")
                .param("run", runId)
                .query((row, n) -> read(row))
                .optional();
    }

    private static OldRun read(ResultSet row) throws SQLException {
        return new OldRun(
                row.getString(1),
                row.getString(2),
                definition(row.getString(1), row.getString(3)),
                row.getTimestamp(4).toInstant());
    }

    private static @Nullable JobDefinition definition(String runId, String text) {
        try {
            return JobFile.ofText(text).definition();
        } catch (ProblemException e) {
            LOG.warn(
                    "retention: run {} is kept with all its rows, since this release does not read its definition: {}",
                    runId,
                    e.getMessage());
            return null;
        }
    }

    /** Takes a run out, with all that hangs on it and its Batch metadata, in one transaction. */
    void remove(String runId) {
        control.inTransaction(() -> {
            batch(runId);
            for (String table : List.of(
                    "event",
                    "approval",
                    "verification",
                    "wait",
                    "pace",
                    "hold",
                    "tuning",
                    "run_node",
                    "part_end",
                    "run")) {
                delete("delete from steadfill_control_" + table + " where run_id in (:ids)", List.of(runId));
            }
            return runId;
        });
    }

    private void batch(String runId) {
        List<Long> executions = control.client()
                .sql("select JOB_EXECUTION_ID from BATCH_JOB_EXECUTION_PARAMS where PARAMETER_NAME = 'run'"
                        + " and PARAMETER_VALUE = :run")
                .param("run", runId)
                .query(Long.class)
                .list();
        if (executions.isEmpty()) {
            return;
        }
        List<Long> instances = control.client()
                .sql("select distinct JOB_INSTANCE_ID from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID in (:ids)")
                .param("ids", executions)
                .query(Long.class)
                .list();
        String steps = "(select STEP_EXECUTION_ID from BATCH_STEP_EXECUTION where JOB_EXECUTION_ID in (:ids))";
        delete("delete from BATCH_STEP_EXECUTION_CONTEXT where STEP_EXECUTION_ID in " + steps, executions);
        for (String table : List.of(
                "BATCH_STEP_EXECUTION",
                "BATCH_JOB_EXECUTION_CONTEXT",
                "BATCH_JOB_EXECUTION_PARAMS",
                "BATCH_JOB_EXECUTION")) {
            delete("delete from " + table + " where JOB_EXECUTION_ID in (:ids)", executions);
        }
        delete(
                "delete from BATCH_JOB_INSTANCE where JOB_INSTANCE_ID in (:ids) and not exists (select * from"
                        + " BATCH_JOB_EXECUTION e where e.JOB_INSTANCE_ID = BATCH_JOB_INSTANCE.JOB_INSTANCE_ID)",
                instances);
    }

    private void delete(String sql, List<?> ids) {
        control.client().sql(sql).param("ids", ids).update();
    }
}
