package io.steadfill.desk.approval;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.approval.Approval;
import io.steadfill.approval.ApprovalKind;
import io.steadfill.approval.ApprovalState;
import io.steadfill.approval.Approvals;
import io.steadfill.approval.Decision;
import io.steadfill.control.Control;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.admission.RunApprovals;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Requests for a second person's word, as somebody may see and decide them. Approving a run lifts its hold and has it worked, in one transaction. */
public final class ApprovalDesk {

    private final Control control;
    private final Approvals approvals;
    private final RunApprovals decisions;
    private final ObjectProvider<Dispatcher> dispatcher;

    ApprovalDesk(Control control, Approvals approvals, RunApprovals decisions, ObjectProvider<Dispatcher> dispatcher) {
        this.control = control;
        this.approvals = approvals;
        this.decisions = decisions;
        this.dispatcher = dispatcher;
    }

    /** Those that nobody has decided, the oldest first. */
    public List<Approval> open(Operator who, int limit) {
        return seen(who, approvals.open(limit));
    }

    /** Those of any state, the newest first. */
    public List<Approval> history(Operator who, int limit) {
        return seen(who, approvals.newest(limit));
    }

    /** All requests of a run, the newest first. */
    public List<Approval> of(Operator who, String runId) {
        return seen(who, approvals.of(runId));
    }

    /**
     * @param idOrRun a request's id, or a run's for its newest request
     * @throws io.steadfill.problem.ProblemException APPROVAL_NOT_FOUND, NOT_PERMITTED
     */
    public Approval one(Operator who, String idOrRun) {
        return asked(who, Role.VIEWER, idOrRun);
    }

    /** The decisions that somebody may give now; empty where it is not his to decide, so that no client has to know the rules. */
    public List<Decision> allowed(Operator who, Approval approval) {
        if (approval.state() != ApprovalState.OPEN || !who.may(Role.APPROVER, approval.job())) {
            return who.may(Role.ADMIN, approval.job()) && approval.state() == ApprovalState.OPEN
                    ? List.of(Decision.BREAK_GLASS)
                    : List.of();
        }
        boolean own = approval.askedBy().equals(who.person());
        boolean admin = who.may(Role.ADMIN, approval.job());
        if (own) {
            return admin ? List.of(Decision.REFUSE, Decision.BREAK_GLASS) : List.of(Decision.REFUSE);
        }
        return admin
                ? List.of(Decision.APPROVE, Decision.REFUSE, Decision.BREAK_GLASS)
                : List.of(Decision.APPROVE, Decision.REFUSE);
    }

    /**
     * Says yes.
     *
     * @param why kept with it; may be empty
     * @param seen the hash that the approver was shown; null for whatever the request asks
     * @throws io.steadfill.problem.ProblemException APPROVAL_OWN, APPROVAL_CLOSED, NOT_PERMITTED
     */
    public Approval approve(Operator who, String idOrRun, String why, @Nullable String seen) {
        return decide(who, Role.APPROVER, idOrRun, Decision.APPROVE, why, seen);
    }

    /** Says no, with a reason: a run that has not begun is cancelled, any other is paused. */
    public Approval refuse(Operator who, String idOrRun, String why) {
        return decide(who, Role.APPROVER, idOrRun, Decision.REFUSE, why, null);
    }

    /** Says yes alone, as an admin, with a reason; stands out in the audit trail and in reports. */
    public Approval breakGlass(Operator who, String idOrRun, String why) {
        return decide(who, Role.ADMIN, idOrRun, Decision.BREAK_GLASS, why, null);
    }

    private Approval decide(
            Operator who, Role role, String idOrRun, Decision decision, String why, @Nullable String seen) {
        Approval request = asked(who, role, idOrRun);
        return control.inTransaction(() -> {
            Approval decided = decisions.decide(request.id(), decision, who, why, seen);
            String runId = decided.runId();
            if (runId != null && decided.kind() == ApprovalKind.RUN && decided.state() == ApprovalState.APPROVED) {
                // A command's own process works no runs but its own: there the launcher says resume.
                dispatcher.ifAvailable(found -> found.dispatch(runId));
            }
            return decided;
        });
    }

    private Approval asked(Operator who, Role role, String idOrRun) {
        Approval found = approvals.find(idOrRun);
        who.require(role, found.job());
        return found;
    }

    private static List<Approval> seen(Operator who, List<Approval> all) {
        return all.stream()
                .filter(approval -> who.may(Role.VIEWER, approval.job()))
                .toList();
    }
}
