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
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
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
        return approvals.open(his(who), limit);
    }

    /** Those of any state, the newest first. */
    public List<Approval> history(Operator who, int limit) {
        return approvals.newest(his(who), limit);
    }

    /** All requests of a run, the newest first. */
    public List<Approval> of(Operator who, String runId) {
        return approvals.of(runId).stream()
                .filter(approval -> his(who).test(approval.job()))
                .toList();
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
        if (approval.state() != ApprovalState.OPEN) {
            return List.of();
        }
        boolean own = approval.askedBy().equals(who.person());
        return Arrays.stream(Decision.values())
                .filter(decision -> who.may(role(decision), approval.job()))
                .filter(decision -> switch (decision) {
                    case APPROVE -> !own;
                    case WITHDRAW -> own;
                    case REFUSE, BREAK_GLASS -> true;
                })
                .toList();
    }

    private static Role role(Decision decision) {
        return switch (decision) {
            case APPROVE, REFUSE -> Role.APPROVER;
            case WITHDRAW -> Role.OPERATOR;
            case BREAK_GLASS -> Role.ADMIN;
        };
    }

    /**
     * Says yes.
     *
     * @param why kept with it; may be empty
     * @param seen the hash that the approver was shown; null for whatever the request asks
     * @throws io.steadfill.problem.ProblemException APPROVAL_OWN, APPROVAL_CLOSED, NOT_PERMITTED
     */
    public Approval approve(Operator who, String idOrRun, String why, @Nullable String seen) {
        return decide(who, idOrRun, Decision.APPROVE, why, seen);
    }

    /** Says no, with a reason: a run that has not begun is cancelled, any other is paused. */
    public Approval refuse(Operator who, String idOrRun, String why) {
        return decide(who, idOrRun, Decision.REFUSE, why, null);
    }

    /**
     * Takes back what one asked for himself, before anybody decided; a run as with a no.
     *
     * @param why kept with it; may be empty
     * @throws io.steadfill.problem.ProblemException NOT_PERMITTED where somebody else asked, APPROVAL_CLOSED
     */
    public Approval withdraw(Operator who, String idOrRun, String why) {
        return decide(who, idOrRun, Decision.WITHDRAW, why, null);
    }

    /** Says yes alone, as an admin, with a reason; stands out in the audit trail and in reports. */
    public Approval breakGlass(Operator who, String idOrRun, String why) {
        return decide(who, idOrRun, Decision.BREAK_GLASS, why, null);
    }

    private Approval decide(Operator who, String idOrRun, Decision decision, String why, @Nullable String seen) {
        Approval request = asked(who, role(decision), idOrRun);
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

    private static Predicate<String> his(Operator who) {
        return job -> who.may(Role.VIEWER, job);
    }
}
