package io.steadfill.run;

import io.steadfill.approval.Approval;
import io.steadfill.approval.ApprovalKind;
import io.steadfill.approval.Approvals;
import io.steadfill.approval.Subject;
import io.steadfill.approval.scrutiny.Scrutiny;
import io.steadfill.audit.AuditTrail;
import io.steadfill.database.Database;
import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.ProblemException;
import io.steadfill.schema.Applied;
import io.steadfill.schema.Companions;
import io.steadfill.schema.ScriptState;
import io.steadfill.schema.ledger.Launch;
import io.steadfill.script.Script;
import io.steadfill.script.Scripts;
import io.steadfill.script.statement.ScriptStatement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The verbs over companion scripts, behind the approvals that they need. A yes is good for one application of exactly the scripts it was given for. */
public final class ApprovedScripts {

    private final Companions companions;
    private final Scrutiny scrutiny;
    private final Approvals approvals;
    private final AuditTrail audit;

    ApprovedScripts(Companions companions, Scrutiny scrutiny, Approvals approvals, AuditTrail audit) {
        this.companions = companions;
        this.scrutiny = scrutiny;
        this.approvals = approvals;
        this.audit = audit;
    }

    /**
     * Applies what is left of the expand scripts.
     *
     * @throws io.steadfill.problem.ProblemException APPROVAL_REQUIRED, naming the request
     */
    public Applied expand(Database database, Path folder, JobDefinition job, String by) {
        Scripts scripts = companions.validate(folder, job, database.dialect().vendor());
        return said(
                "schema expand",
                job,
                scrutiny.ofScripts(ApprovalKind.EXPAND, job, texts(scripts.expand()), ""),
                by,
                launch -> companions.expand(database, folder, job, launch));
    }

    /**
     * Applies what is left of the contract scripts.
     *
     * @throws io.steadfill.problem.ProblemException APPROVAL_REQUIRED, naming the request
     */
    public Applied contract(Database database, Path folder, JobDefinition job, String by) {
        Scripts scripts = companions.validate(folder, job, database.dialect().vendor());
        return said(
                "schema contract",
                job,
                scrutiny.ofScripts(ApprovalKind.CONTRACT, job, texts(scripts.contract()), ""),
                by,
                launch -> companions.contract(database, folder, job, launch));
    }

    /**
     * Takes the newest applied direction back.
     *
     * @throws io.steadfill.problem.ProblemException APPROVAL_REQUIRED, naming the request
     */
    public Applied undo(Database database, Path folder, JobDefinition job, String by) {
        Scripts scripts = companions.validate(folder, job, database.dialect().vendor());
        List<Script> undos = new ArrayList<>();
        scripts.expand().forEach(script -> undo(script, undos));
        scripts.contract().forEach(script -> undo(script, undos));
        // A second undo takes back something else than the first: it needs a word of its own.
        String standing = companions.status(database, folder, job).stream()
                .map(ApprovedScripts::standing)
                .toList()
                .toString();
        return said(
                "schema undo",
                job,
                scrutiny.ofScripts(ApprovalKind.UNDO, job, texts(undos), standing),
                by,
                launch -> companions.undo(database, folder, job, launch));
    }

    /**
     * Writes how a statement ended that nobody saw ending.
     *
     * @param place the statement as the refusal names it, {@code file:line}
     * @param done whether it took effect
     * @throws io.steadfill.problem.ProblemException APPROVAL_REQUIRED, naming the request
     */
    public Applied settle(Database database, Path folder, JobDefinition job, String by, String place, boolean done) {
        Scripts scripts = companions.validate(folder, job, database.dialect().vendor());
        List<Script> all = new ArrayList<>(scripts.expand());
        all.addAll(scripts.contract());
        return said(
                "schema settle",
                job,
                scrutiny.ofScripts(ApprovalKind.SETTLE, job, texts(all), place + (done ? " done" : " not done")),
                by,
                launch -> companions.settle(database, folder, job, launch, place, done));
    }

    private interface Step {
        Applied apply(Launch launch);
    }

    /** Also where it fails half-way there is a line in the audit trail; where that cannot be written, nothing is begun. */
    private Applied said(String verb, JobDefinition job, Optional<Subject> subject, String by, Step step) {
        audit.head();
        try {
            Applied applied = approved(subject, by, step);
            audit.add(by, verb, null, job.name(), null, "applied " + applied.files());
            return applied;
        } catch (ProblemException refused) {
            audit.add(
                    by,
                    verb,
                    null,
                    job.name(),
                    null,
                    "refused: " + refused.problem().code());
            throw refused;
        }
    }

    private Applied approved(Optional<Subject> subject, String by, Step step) {
        if (subject.isEmpty()) {
            return step.apply(new Launch(by, null));
        }
        Approval approval = approvals.require(subject.get(), by);
        Applied applied = step.apply(new Launch(by, approval.approver()));
        // Only now: a contract that was refused by the proof, or by a busy lock, may be tried again under the same
        // word.
        approvals.use(approval);
        return applied;
    }

    private static void undo(Script script, List<Script> undos) {
        @Nullable Script undo = script.undo();
        if (undo != null) {
            undos.add(undo);
        }
    }

    private static String standing(ScriptState state) {
        return state.direction() + " " + state.file() + " " + state.state();
    }

    private static List<Scrutiny.ScriptText> texts(List<Script> scripts) {
        return scripts.stream()
                .map(script -> new Scrutiny.ScriptText(
                        script.file(),
                        script.checksum(),
                        script.statements().stream().map(ScriptStatement::text).toList()))
                .toList();
    }
}
