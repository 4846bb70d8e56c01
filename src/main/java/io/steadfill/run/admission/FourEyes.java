package io.steadfill.run.admission;

import io.steadfill.approval.Approval;
import io.steadfill.approval.ApprovalKind;
import io.steadfill.approval.ApprovalState;
import io.steadfill.approval.Approvals;
import io.steadfill.approval.Subject;
import io.steadfill.approval.standing.StandingApprovals;
import io.steadfill.checkpoint.Counts;
import io.steadfill.engine.RunEnd;
import io.steadfill.run.life.Hold;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.Stage;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Keeps a run from being worked until the second person that it needs has said yes. What needs one is asked anew each time that the run is
 * about to be worked, so that a target that was marked or exchanged meanwhile is seen.
 */
public final class FourEyes {

    private final RunStore store;
    private final HoldStore holds;
    private final RunEvents events;
    private final Approvals approvals;
    private final StandingApprovals standing;
    private final RunScrutiny scrutiny;

    FourEyes(
            RunStore store,
            HoldStore holds,
            RunEvents events,
            Approvals approvals,
            StandingApprovals standing,
            RunScrutiny scrutiny) {
        this.store = store;
        this.holds = holds;
        this.events = events;
        this.approvals = approvals;
        this.standing = standing;
        this.scrutiny = scrutiny;
    }

    /** Puts the hold on a run that lacks a yes, and asks for it; takes it off one that has it, or needs none. Returns the request it waits for. */
    public Optional<Approval> review(String runId) {
        // Outside of the row's lock: a target that does not answer must not keep anybody from saying pause.
        RunRow found = store.get(runId);
        Optional<Subject> subject = scrutiny.of(found);
        Optional<Subject> nights =
                subject.isEmpty() || approvals.covering(runId, subject.get()).isPresent()
                        ? Optional.empty()
                        : scrutiny.nights(found);
        List<Approval> waited = new ArrayList<>();
        store.change(runId, row -> {
            if (subject.isEmpty() || approvals.covering(runId, subject.get()).isPresent()) {
                holds.liftApproval(runId);
                return;
            }
            ofRun(runId)
                    .filter(old -> !old.hash().equals(subject.get().hash()))
                    .filter(old -> old.state() == ApprovalState.OPEN || old.state() == ApprovalState.APPROVED)
                    .findFirst()
                    .ifPresent(changed -> approvals.withdraw(runId));
            if (nights.isPresent()
                    && standing.letsThrough(subject.get(), nights.get(), row.started(), row.setGoingBy())) {
                holds.liftApproval(runId);
                return;
            }
            Approvals.Asked asked = approvals.ask(subject.get(), row.setGoingBy());
            waited.add(asked.approval());
            if (asked.fresh() || !row.isHeldForApproval()) {
                String why = Hold.asking(asked.approval().id(), subject.get().because());
                holds.liftApproval(runId);
                holds.add(runId, HoldKind.APPROVAL, "approvals", why, null);
                events.add(runId, row.job(), RunEvent.APPROVAL, null, null, row.setGoingBy(), why);
            }
        });
        return waited.stream().findFirst();
    }

    /** @throws io.steadfill.problem.ProblemException APPROVAL_REQUIRED, with the line for the second person */
    public void require(String runId) {
        Optional<Approval> waited = review(runId);
        if (waited.isPresent()) {
            throw waits(waited.get());
        }
    }

    /**
     * Says, under the row's lock, that the run begins.
     *
     * @throws io.steadfill.problem.ProblemException APPROVAL_REQUIRED when the yes was lost since it was looked for
     */
    public void use(RunRow row) {
        if (row.isHeldForApproval()) {
            throw waits(ofRun(row.runId()).findFirst().orElseThrow());
        }
        ofRun(row.runId())
                .filter(approval -> approval.state() == ApprovalState.APPROVED)
                .findFirst()
                .ifPresent(approvals::use);
    }

    /** Those about working the run, the newest first; a waiver or an undo of it waits for a word of its own. */
    private Stream<Approval> ofRun(String runId) {
        return approvals.of(runId).stream().filter(approval -> approval.kind() == ApprovalKind.RUN);
    }

    /** A cancelled run is covered by no yes any more. */
    public void withdraw(String runId) {
        approvals.withdraw(runId);
    }

    /** Gives up a run that waits and has done nothing, because its file was edited; false when it was approved or cancelled meanwhile. */
    public boolean giveUp(String runId) {
        AtomicBoolean givenUp = new AtomicBoolean();
        store.change(runId, row -> {
            if (row.stage() != Stage.NEW || !row.isHeldForApproval()) {
                return;
            }
            givenUp.set(true);
            approvals.withdraw(runId);
            holds.liftAll(runId);
            store.end(
                    runId,
                    Stage.CANCELLED,
                    new RunEnd(
                            RunEnd.How.CANCELLED,
                            null,
                            "its file was edited while it waited for an approval; the edited one is a run of its own",
                            Counts.NONE));
        });
        return givenUp.get();
    }

    private static RuntimeException waits(Approval request) {
        return Approvals.waits(request, "then 'resume " + request.runId() + "' goes on");
    }
}
