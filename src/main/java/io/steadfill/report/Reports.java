package io.steadfill.report;

import io.steadfill.approval.Approvals;
import io.steadfill.approval.scrutiny.WorkText;
import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.Problem;
import io.steadfill.run.Runs;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.story.ComputedBy;
import io.steadfill.run.story.Progress;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects reports of runs, from the control database and the run's target. */
public final class Reports {

    private final Runs runs;
    private final Approvals approvals;
    private final Databases databases;
    private final ComputedBy computedBy;

    Reports(Runs runs, Approvals approvals, Databases databases, ComputedBy computedBy) {
        this.runs = runs;
        this.approvals = approvals;
        this.databases = databases;
        this.computedBy = computedBy;
    }

    /** @throws io.steadfill.problem.ProblemException RUN_NOT_FOUND, DATABASE_UNREACHABLE when the target does not answer */
    public Report of(String runId) {
        RunStatus run = runs.status(runId);
        JobDefinition job = runs.definition(runId);
        Database database = databases.named(run.database());
        Map<String, Long> quarantine = new TreeMap<>();
        try (Session session = database.open(Database.Purpose.BOOKKEEPING)) {
            session.list(
                    counted(session, "quarantine", "state", runId),
                    (row, n) -> quarantine.put(row.getString(1), row.getLong(2)));
            return new Report(
                    run,
                    WorkText.of(job, database.dialect().vendor()),
                    job.text(),
                    job.hash(),
                    run.partitions(),
                    lost(run),
                    quarantine,
                    waivers(session, runId),
                    proofs(session, job.name()),
                    approvals.of(runId),
                    runs.audit(runId),
                    computedBy.of(runId),
                    ComputedBy.release() + ", java " + Runtime.version() + ", from "
                            + database.dialect().vendor().key());
        } catch (SQLException e) {
            throw Problem.DATABASE_UNREACHABLE
                    .with("database", database.name())
                    .says(
                            "database '" + database.name() + "' does not answer, and a report counts what is there: "
                                    + e.getMessage(),
                            e);
        }
    }

    private static List<Report.Waived> waivers(Session session, String runId) {
        return session.list(
                Fragment.of(
                        "select by_whom, why, count(*), sum(case when remedied then 1 else 0 end) from "
                                + session.dialect().ours("waiver")
                                + " where run_id = :run group by by_whom, why order by by_whom, why",
                        "run",
                        runId),
                (row, n) -> new Report.Waived(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
    }

    private static List<Report.Proved> proofs(Session session, String job) {
        return session.list(
                Fragment.of(
                        "select kind, rows_left, ended_at from "
                                + session.dialect().ours("proof") + " where job = :job order by ended_at, proof_id",
                        "job",
                        job),
                (row, n) -> new Report.Proved(
                        row.getString(1), row.getLong(2), row.getTimestamp(3).toInstant()));
    }

    private static Fragment counted(Session session, String table, String by, String runId) {
        return Fragment.of(
                "select " + by + ", count(*) from " + session.dialect().ours(table) + " where run_id = :run group by "
                        + by,
                "run",
                runId);
    }

    private static Map<String, Long> lost(RunStatus run) {
        Progress progress = run.progress();
        return progress == null ? Map.of() : progress.lost();
    }
}
