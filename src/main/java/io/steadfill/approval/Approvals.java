package io.steadfill.approval;

import io.steadfill.access.Operator;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.ReadableId;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Requests for a second person's word: asked, decided, and looked up again at the moment of use. Who may decide is asked by the desk; that
 * nobody decides about what he wants himself is asked here.
 */
public final class Approvals {

    private final Control control;
    private final ApprovalStore store;
    private final AuditTrail audit;
    private final ApprovalProperties properties;
    private final RandomGenerator random;
    private final ApprovalListener listener;

    Approvals(
            Control control,
            ApprovalStore store,
            AuditTrail audit,
            ApprovalProperties properties,
            RandomGenerator random,
            ApprovalListener listener) {
        this.control = control;
        this.store = store;
        this.audit = audit;
        this.properties = properties;
        this.random = random;
        this.listener = listener;
    }

    /** What came of asking: {@code fresh} when the request was made just now. */
    public record Asked(Approval approval, boolean fresh) {}

    /** The request for exactly this that still waits for its answer or its use; makes one where there is none. */
    public Asked ask(Subject subject, String by) {
        while (true) {
            Optional<Approval> pending = store.pending(subject.hash());
            if (pending.isPresent() && pending.get().state() != ApprovalState.EXPIRED) {
                return new Asked(pending.get(), false);
            }
            pending.ifPresent(old -> store.close(old.id(), ApprovalState.EXPIRED));
            String id = ReadableId.draw('a', random);
            if (store.insert(id, subject, by, properties.expires())) {
                audit.add(by, "ask approval", subject.runId(), subject.job(), null, id + " " + subject.hash());
                return new Asked(store.find(id).orElseThrow(), true);
            }
        }
    }

    /** The yes that covers exactly this now. */
    public Optional<Approval> standing(Subject subject) {
        return store.pending(subject.hash()).filter(found -> found.state() == ApprovalState.APPROVED);
    }

    /** The yes under which a run has begun, or may begin; one for anything else than {@code subject} does not count. */
    public Optional<Approval> covering(String runId, Subject subject) {
        return store.of(runId).stream()
                .filter(found ->
                        found.kind() == ApprovalKind.RUN && found.hash().equals(subject.hash()))
                .filter(found -> found.state() == ApprovalState.APPROVED || found.state() == ApprovalState.USED)
                .findFirst();
    }

    /**
     * The yes for something that is done once; asks for it where there is none.
     *
     * @throws ProblemException APPROVAL_REQUIRED with the request's id, APPROVAL_OWN when the approver gives the command himself
     */
    public Approval require(Subject subject, String by) {
        Approval standing = standing(subject).orElse(null);
        if (standing == null) {
            throw waits(askAndTell(subject, by), "then give this command again");
        }
        if (!standing.breakGlass() && by.equals(standing.decidedBy())) {
            throw Problem.APPROVAL_OWN
                    .with("approval", standing.id())
                    .says(by + " approved this and cannot also do it: let " + standing.askedBy()
                            + ", or somebody else, give the command");
        }
        return standing;
    }

    private Approval askAndTell(Subject subject, String by) {
        return control.inTransaction(() -> {
            Asked asked = ask(subject, by);
            if (asked.fresh()) {
                listener.asked(asked.approval());
            }
            return asked.approval();
        });
    }

    /** The refusal of what waits for a second person, with the line for him to say. */
    public static ProblemException waits(Approval request, String after) {
        String about = request.runId() == null
                ? request.kind().word() + " of '" + request.job() + "'"
                : request.kind() == ApprovalKind.RUN
                        ? "run " + request.runId() + " of '" + request.job() + "'"
                        : "a waiver of run " + request.runId();
        return Problem.APPROVAL_REQUIRED
                .with("approval", request.id())
                .with("because", request.what().getOrDefault("because", ""))
                .with("expires", request.expires())
                .says(about + " waits for an approval: somebody other than " + request.askedBy() + " says 'approve "
                        + request.id() + "'; " + after);
    }

    /** Says that a yes let its subject through. @throws ProblemException APPROVAL_CLOSED when it expired, or was used, meanwhile */
    public void use(Approval approval) {
        if (!store.use(approval.id())) {
            throw closed(get(approval.id()));
        }
    }

    /** @throws ProblemException APPROVAL_NOT_FOUND */
    public Approval get(String id) {
        return store.find(id).orElseThrow(() -> notFound(id));
    }

    /**
     * The request of this id; of a run, its newest.
     *
     * @throws ProblemException APPROVAL_NOT_FOUND
     */
    public Approval find(String idOrRun) {
        control.identity();
        return store.find(idOrRun)
                .or(() -> store.of(idOrRun).stream().findFirst())
                .orElseThrow(() -> notFound(idOrRun));
    }

    /** All requests of a run, the newest first. */
    public List<Approval> of(String runId) {
        return store.of(runId);
    }

    /**
     * Those that nobody has decided, the oldest first.
     *
     * @param seen which jobs' requests may be seen
     */
    public List<Approval> open(Predicate<String> seen, int limit) {
        control.identity();
        return store.open(seen, limit);
    }

    /** Those of any state, the newest first. */
    public List<Approval> newest(Predicate<String> seen, int limit) {
        control.identity();
        return store.newest(seen, limit);
    }

    /**
     * Writes a decision; joins the transaction that is under way.
     *
     * @param who a token counts as the person whose it is
     * @param launchers whoever wants it done: none of them may say yes, except by breaking the glass
     * @throws ProblemException APPROVAL_CLOSED when it is open no longer, APPROVAL_OWN, NOT_PERMITTED to withdraw what somebody else asked for,
     *     USAGE without a reason where one is due
     */
    public Approval decide(String id, Decision decision, Operator who, String why, Set<String> launchers) {
        String person = who.person();
        return control.inTransaction(() -> {
            store.lock(id);
            Approval found = get(id);
            if (found.state() != ApprovalState.OPEN) {
                throw closed(found);
            }
            if (decision == Decision.APPROVE && (launchers.contains(person) || person.equals(found.askedBy()))) {
                throw Problem.APPROVAL_OWN
                        .with("approval", id)
                        .says(person + " asked for this and cannot approve it: somebody else has to");
            }
            if (decision == Decision.WITHDRAW && !person.equals(found.askedBy())) {
                throw Problem.NOT_PERMITTED
                        .with("approval", id)
                        .says("only " + found.askedBy()
                                + ", who asked for this, can withdraw it; an approver can refuse it");
            }
            if (decision.needsReason() && why.isBlank()) {
                throw Problem.USAGE.with("approval", id).says("say why: a reason is kept with this decision");
            }
            store.decide(id, decision.state(), person, why, decision == Decision.BREAK_GLASS, properties.expires());
            audit.add(
                    who.name(),
                    decision.verb(),
                    found.runId(),
                    found.job(),
                    found.state().name(),
                    decision.state() + " " + id + " " + found.hash() + (why.isBlank() ? "" : ": " + why));
            return get(id);
        });
    }

    /** Makes void whatever was asked or said about a run: it was given up, or is about something else now. */
    public void withdraw(String runId) {
        store.closeAll(runId);
    }

    private static ProblemException closed(Approval found) {
        return Problem.APPROVAL_CLOSED
                .with("approval", found.id())
                .with("state", found.state())
                .says("request " + found.id() + " is " + found.state()
                        + " and nothing can be said to it any more; see 'approvals' for those that are open");
    }

    private static ProblemException notFound(String id) {
        return Problem.APPROVAL_NOT_FOUND
                .with("approval", id)
                .says("there is no request '" + id + "', and no run of that id waits; see 'approvals'");
    }
}
