package io.steadfill.run.admission;

import io.steadfill.access.Operator;
import io.steadfill.approval.Approval;
import io.steadfill.approval.ApprovalKind;
import io.steadfill.approval.Approvals;
import io.steadfill.approval.Decision;
import io.steadfill.checkpoint.Counts;
import io.steadfill.control.Control;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides about requests, and tells the runs that wait for them, in one transaction. */
public final class RunApprovals {

    private final Control control;
    private final Approvals approvals;
    private final RunStore store;
    private final HoldStore holds;

    RunApprovals(Control control, Approvals approvals, RunStore store, HoldStore holds) {
        this.control = control;
        this.approvals = approvals;
        this.store = store;
        this.holds = holds;
    }

    /**
     * Writes a decision. A yes lifts the run's hold, so that it may be worked; a no, also of the one who asked, ends a run that has not begun,
     * and pauses any other.
     *
     * @param idOrRun the request's id, or its run's
     * @param seen the hash that the approver was shown; null where he was shown nothing older than the request itself
     * @throws io.steadfill.problem.ProblemException APPROVAL_NOT_FOUND, APPROVAL_CLOSED, APPROVAL_OWN
     */
    public Approval decide(String idOrRun, Decision decision, Operator who, String why, @Nullable String seen) {
        Approval request = approvals.find(idOrRun);
        if (seen != null && !seen.equals(request.hash())) {
            throw Problem.APPROVAL_CLOSED
                    .with("approval", request.id())
                    .says("what you saw is not what request " + request.id() + " asks for now: look at it again");
        }
        String runId = request.runId();
        if (runId == null || request.kind() != ApprovalKind.RUN) {
            return approvals.decide(request.id(), decision, who, why, Set.of());
        }
        return control.inTransaction(() -> {
            List<Approval> decided = new ArrayList<>();
            // The run's row is locked first, as by every other verb.
            store.change(runId, row -> {
                decided.add(approvals.decide(request.id(), decision, who, why, row.launchers()));
                holds.liftApproval(runId);
                if (decision.isNo()) {
                    giveUp(row, decision == Decision.REFUSE ? "refused" : "withdrawn", who.person(), why);
                }
            });
            return decided.get(0);
        });
    }

    private void giveUp(RunRow row, String how, String by, String why) {
        String because = why.isBlank() ? "" : ": " + why;
        if (row.stage() == Stage.NEW) {
            holds.liftAll(row.runId());
            store.end(
                    row.runId(),
                    Stage.CANCELLED,
                    new RunEnd(RunEnd.How.CANCELLED, null, how + " by " + by + because, Counts.NONE));
        } else {
            holds.add(row.runId(), HoldKind.OPERATOR, by, how + because, null);
        }
    }
}
