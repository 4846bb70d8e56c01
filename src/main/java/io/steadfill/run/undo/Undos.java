package io.steadfill.run.undo;

import io.steadfill.approval.Approval;
import io.steadfill.approval.Approvals;
import io.steadfill.approval.scrutiny.Scrutiny;
import io.steadfill.audit.AuditTrail;
import io.steadfill.checkpoint.BeforeImages;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Work;
import io.steadfill.problem.Problem;
import io.steadfill.run.life.RunState;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunMarks;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.schema.ledger.Launch;
import io.steadfill.schema.ledger.Ledger;
import io.steadfill.schema.ledger.LedgerRow;
import io.steadfill.script.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Has runs undone, where they may be. */
public final class Undos {

    private final Control control;
    private final RunStore store;
    private final HoldStore holds;
    private final Databases databases;
    private final Scrutiny scrutiny;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final DatabaseTime time;

    Undos(
            Control control,
            RunStore store,
            HoldStore holds,
            Databases databases,
            Scrutiny scrutiny,
            Approvals approvals,
            AuditTrail audit,
            DatabaseTime time) {
        this.control = control;
        this.store = store;
        this.holds = holds;
        this.databases = databases;
        this.scrutiny = scrutiny;
        this.approvals = approvals;
        this.audit = audit;
        this.time = time;
    }

    /**
     * Makes a run that is over one that is being undone; somebody has to work it then. One that is being undone already stays as it is.
     *
     * @param by as the audit trail writes it, who cannot approve it
     * @param due done in the control's transaction that makes it due to be worked, also where it was so before
     * @return how many rows have an old value that is kept
     * @throws io.steadfill.problem.ProblemException RUN_NOT_UNDOABLE, RUN_ALREADY_ACTIVE, RUN_CHANGED, or APPROVAL_REQUIRED naming the request
     */
    public long undo(String runId, String by, String why, Runnable due) {
        control.identity();
        RunRow found = store.get(runId);
        long rows = inTarget(found, session -> new BeforeImages(session.dialect()).rows(session, runId));
        if (found.state() == RunState.UNDOING) {
            // One that was adopted is held until somebody says so.
            store.change(runId, row -> {
                holds.lift(runId);
                audit.add(by, "undo", runId, row.job(), RunState.UNDOING.name(), RunState.UNDOING.name() + ": " + why);
                due.run();
            });
            return rows;
        }
        requireUndoable(found);
        Optional<Approval> approval = scrutiny.ofUndo(runId, found.definition(), rows, found.leaseVersion(), why)
                .map(subject -> approvals.require(subject, by));
        store.change(runId, row -> {
            requireUndoable(row);
            if (row.leaseVersion() != found.leaseVersion()) {
                throw Problem.RUN_CHANGED
                        .with("run", runId)
                        .says("run " + runId + " has gone on since it was looked at: look at it, and say undo again");
            }
            approval.ifPresent(approvals::use);
            holds.liftAll(runId);
            if (!new RunMarks(control).undo(runId)) {
                throw Problem.RUN_ALREADY_ACTIVE
                        .with("job", row.job())
                        .with("run", store.active(row.job()).map(RunRow::runId).orElse("?"))
                        .says("another run of '" + row.job() + "' is active: wait for it, or cancel it first");
            }
            audit.add(by, "undo", runId, row.job(), row.state().name(), RunState.UNDOING.name() + ": " + why);
            due.run();
        });
        return rows;
    }

    /**
     * Whether a run looks as if it could be undone, or its undo gone on with, as far as the control knows: {@link #undo} asks the target too.
     */
    public boolean isLikely(String runId) {
        RunRow row = store.get(runId);
        return row.state() == RunState.UNDOING
                ? row.owner() == null || !row.alive()
                : isOver(row)
                        && row.definition().undoKeep() != null
                        && !(row.definition().work() instanceof Work.CopyRows);
    }

    private static boolean isOver(RunRow row) {
        return switch (row.state()) {
            case COMPLETED, CANCELLED, FAILED, QUARANTINED -> true;
            case PENDING, WAITING, RUNNING, PAUSING, PAUSED, CANCELLING, INTERRUPTED, VERIFYING, UNDOING, UNDONE ->
                false;
        };
    }

    private void requireUndoable(RunRow row) {
        if (!isOver(row)) {
            throw refusal(
                    row,
                    row.state() == RunState.UNDONE
                            ? "it is undone already"
                            : "it is " + row.state() + ": let it end, or 'cancel " + row.runId() + "' first");
        }
        JobDefinition job = row.definition();
        Duration keep = job.undoKeep();
        if (keep == null) {
            throw refusal(
                    row, "its job kept no old values; 'undo: { keep: 14d }' in job.yaml has the next run keep them");
        }
        if (job.work() instanceof Work.CopyRows copy) {
            throw refusal(row, "it changed no row, it copied them: empty " + copy.into() + " instead");
        }
        Instant ended = row.ended();
        if (ended != null && ended.plus(keep).isBefore(time.now())) {
            throw refusal(
                    row, "its old values were kept for " + keep.toDays() + " days after its end, and that is over");
        }
        if (isContracted(row)) {
            throw refusal(
                    row,
                    "the contract scripts of '" + row.job()
                            + "' are applied, at least in part: what they took away is gone;" + " 'schema undo "
                            + row.job() + "' first, where they can be taken back");
        }
    }

    private boolean isContracted(RunRow row) {
        return inTarget(
                row,
                session -> new Ledger(row.job(), new Launch("", null))
                        .rows(session).stream()
                                .anyMatch(line ->
                                        line.direction() == Direction.CONTRACT && !line.is(LedgerRow.Outcome.UNDONE)));
    }

    private interface Look<T> {
        T at(Session session);
    }

    private <T> T inTarget(RunRow row, Look<T> look) {
        Database database = databases.named(row.database());
        return database.transact(TransactionSettings.BOOKKEEPING, look::at);
    }

    private static RuntimeException refusal(RunRow row, String why) {
        return Problem.RUN_NOT_UNDOABLE
                .with("run", row.runId())
                .with("state", row.state())
                .says("run " + row.runId() + " cannot be undone: " + why);
    }
}
