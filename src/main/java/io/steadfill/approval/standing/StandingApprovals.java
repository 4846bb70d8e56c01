package io.steadfill.approval.standing;

import io.steadfill.access.Operator;
import io.steadfill.approval.Approval;
import io.steadfill.approval.ApprovalKind;
import io.steadfill.approval.ApprovalProperties;
import io.steadfill.approval.ApprovalState;
import io.steadfill.approval.Approvals;
import io.steadfill.approval.Subject;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.ReadableId;
import io.steadfill.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.springframework.dao.DuplicateKeyException;

/**
 * Words for all nights of a job, so that none of them waits for an approver who sleeps. Each night still gets a request of its own, which
 * the word answers where the night is exactly what was seen; one that is not makes the word void.
 */
public final class StandingApprovals {

    private static final Duration LASTS_MAX = Duration.ofDays(366);

    private final Control control;
    private final StandingStore store;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final ApprovalProperties properties;
    private final RandomGenerator random;

    StandingApprovals(
            Control control,
            StandingStore store,
            Approvals approvals,
            AuditTrail audit,
            ApprovalProperties properties,
            RandomGenerator random) {
        this.control = control;
        this.store = store;
        this.approvals = approvals;
        this.audit = audit;
        this.properties = properties;
        this.random = random;
    }

    /**
     * Gives a word, in the place of one that the job may have.
     *
     * @param nights what the nights of the job are now
     * @param seen the hash that the approver was shown
     * @param lasts at most 366 days
     * @throws io.steadfill.problem.ProblemException APPROVAL_CLOSED when he saw something else, USAGE without a reason or with a wrong time
     */
    public Standing give(Subject nights, String seen, Operator who, String why, Duration lasts) {
        if (nights.kind() != ApprovalKind.NIGHTS) {
            throw new IllegalArgumentException("a standing word is about nights, not about " + nights.kind());
        }
        if (!nights.hash().equals(seen)) {
            throw Problem.APPROVAL_CLOSED
                    .with("job", nights.job())
                    .says("what you saw is not what the nights of '" + nights.job() + "' are now: look at it again");
        }
        if (why.isBlank()) {
            throw Problem.USAGE.with("job", nights.job()).says("say why: a reason is kept with a standing approval");
        }
        if (lasts.compareTo(Duration.ofSeconds(1)) < 0 || lasts.compareTo(LASTS_MAX) > 0) {
            throw Problem.USAGE
                    .with("job", nights.job())
                    .says("a standing approval lasts at least 1s and at most " + LASTS_MAX.toDays() + " days");
        }
        String id = ReadableId.draw('s', random);
        try {
            return control.inTransaction(() -> {
                store.current(nights.job())
                        .ifPresent(old -> store.end(
                                old.id(), Standing.State.REVOKED, who.person(), id + " was given in its place"));
                store.insert(id, nights, why, who.person(), lasts);
                Standing given = store.find(id).orElseThrow();
                audit.add(
                        who.name(),
                        "standing approve",
                        null,
                        nights.job(),
                        null,
                        id + " " + nights.hash() + " until " + given.expires() + ": " + why);
                return given;
            });
        } catch (DuplicateKeyException e) {
            throw Problem.APPROVAL_CLOSED
                    .with("job", nights.job())
                    .says("somebody else gave a standing approval for '" + nights.job() + "' just now: look at it", e);
        }
    }

    /**
     * Takes a word back: nights that have begun go on, those to come ask anew.
     *
     * @throws io.steadfill.problem.ProblemException APPROVAL_NOT_FOUND where the job has none
     */
    public Standing revoke(String job, Operator who, String why) {
        if (why.isBlank()) {
            throw Problem.USAGE.with("job", job).says("say why: a reason is kept with it");
        }
        control.identity();
        return control.inTransaction(() -> {
            Standing found = store.current(job)
                    .orElseThrow(() -> Problem.APPROVAL_NOT_FOUND
                            .with("job", job)
                            .says("the nights of '" + job + "' have no standing approval; see 'standing list'"));
            store.end(found.id(), Standing.State.REVOKED, who.person(), why);
            audit.add(
                    who.name(),
                    "standing revoke",
                    null,
                    job,
                    found.id() + " " + found.hash(),
                    Standing.State.REVOKED + ": " + why);
            return store.find(found.id()).orElseThrow();
        });
    }

    /** The job's word that nobody has ended; perhaps expired. */
    public Optional<Standing> of(String job) {
        control.identity();
        return store.current(job);
    }

    /** Those that nobody has ended, by job. */
    public List<Standing> current() {
        control.identity();
        return store.current();
    }

    /**
     * Those that were ended as well, the newest first.
     *
     * @param seen which jobs' words may be seen
     */
    public List<Standing> newest(Predicate<String> seen, int limit) {
        control.identity();
        return store.newest(seen, limit);
    }

    /**
     * Lets a night through where the word for all of them was given for just this; joins the transaction that is under way.
     *
     * @param run the night's run
     * @param nights what the nights of the job are, by the definition that the run was launched with
     * @param launched when that was: a word that was given before and is for something else is void
     * @param askedBy who set the run going: a word that he gave himself lets nothing through
     */
    public boolean letsThrough(Subject run, Subject nights, Instant launched, String askedBy) {
        Standing word = store.current(nights.job()).orElse(null);
        if (word == null || word.state() != Standing.State.IN_FORCE) {
            return false;
        }
        if (!word.hash().equals(nights.hash())) {
            if (word.given().isBefore(launched)) {
                end(word, run, askedBy);
            }
            return false;
        }
        if (word.givenBy().equals(askedBy)) {
            return false;
        }
        Approval request = approvals.ask(run, askedBy).approval();
        store.issue(request.id(), word, properties.expires());
        audit.add(
                askedBy,
                "approve by standing",
                run.runId(),
                run.job(),
                request.id() + " " + request.hash(),
                ApprovalState.APPROVED + " by " + word.id() + " of " + word.givenBy());
        return approvals.get(request.id()).state() == ApprovalState.APPROVED;
    }

    private void end(Standing word, Subject run, String by) {
        String why = "run " + run.runId() + " is not what it was given for";
        if (store.end(word.id(), Standing.State.VOID, by, why)) {
            audit.add(by, "standing void", run.runId(), word.job(), word.id() + " " + word.hash(), why);
        }
    }
}
