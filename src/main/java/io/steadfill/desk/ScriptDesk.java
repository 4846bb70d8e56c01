package io.steadfill.desk;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.database.Database;
import io.steadfill.definition.JobDefinition;
import io.steadfill.digest.Sha256;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.ApprovedScripts;
import io.steadfill.schema.Applied;
import io.steadfill.schema.Companions;
import io.steadfill.schema.ScriptState;
import io.steadfill.script.Direction;
import io.steadfill.script.Script;
import io.steadfill.script.Scripts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A job's companion scripts, as somebody may see and apply them: what would be said to the database is shown first, and only that is said. */
public final class ScriptDesk {

    private final JobDesk jobs;
    private final Companions companions;
    private final ApprovedScripts scripts;

    ScriptDesk(JobDesk jobs, Companions companions, ApprovedScripts scripts) {
        this.jobs = jobs;
        this.companions = companions;
        this.scripts = scripts;
    }

    /** A statement as its file has it. */
    public record Statement(int line, String text, boolean barrier) {}

    /** A file that would be run, or what is left of it. */
    public record Part(String file, ScriptState.State state, int done, List<Statement> statements) {

        public Part {
            statements = List.copyOf(statements);
        }
    }

    /**
     * What a word would do now.
     *
     * @param parts in the order in which they would be run; empty where there is nothing to do
     * @param seen names what was shown: other texts, or another standing, make another
     */
    public record Preview(JobDefinition job, Direction direction, boolean production, List<Part> parts, String seen) {

        public Preview {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Shows what would be said.
     *
     * @param direction EXPAND, CONTRACT, or UNDO for the newest applied of the two
     * @throws io.steadfill.problem.ProblemException SCRIPT_CHANGED where an undo would be refused for its files
     */
    public Preview preview(Operator who, String name, Direction direction) {
        JobDefinition job = jobs.definition(who, name);
        Database database = jobs.database(job);
        Scripts read =
                companions.validate(jobs.folder(job), job, database.dialect().vendor());
        if (direction == Direction.UNDO) {
            companions.requireUndoable(database, jobs.folder(job), job);
        }
        List<ScriptState> states = companions.status(database, jobs.folder(job), job);
        List<Part> parts = new ArrayList<>();
        StringBuilder seen = new StringBuilder(direction.name());
        for (Script script : meant(read, states, direction)) {
            ScriptState state = state(states, script);
            Script said = direction == Direction.UNDO && script.undo() != null ? script.undo() : script;
            parts.add(new Part(
                    said.file(),
                    state.state(),
                    state.done(),
                    said.statements().stream()
                            .map(one -> new Statement(one.line(), one.text(), one.barrier()))
                            .toList()));
            seen.append('\n')
                    .append(said.file())
                    .append(' ')
                    .append(said.checksum())
                    .append(' ')
                    .append(state.state())
                    .append(' ')
                    .append(state.done());
        }
        return new Preview(job, direction, database.production(), parts, Sha256.hex(seen.toString()));
    }

    /**
     * Applies what was shown; a second person's word is asked for where it needs one.
     *
     * @param seen of the preview
     * @throws io.steadfill.problem.ProblemException REQUEST_INVALID where it is no longer what was shown; APPROVAL_REQUIRED
     */
    public Applied apply(Operator who, String name, Direction direction, String seen) {
        who.require(Role.OPERATOR, name);
        Preview now = preview(who, name, direction);
        if (!now.seen().equals(seen)) {
            throw Problem.REQUEST_INVALID
                    .with("job", name)
                    .says("the scripts, or how far they are, changed since you looked: look at the statements again");
        }
        try {
            return apply(who, now.job(), direction);
        } catch (ProblemException e) {
            throw who.seesData() ? e : Masked.ofScripts(e);
        }
    }

    private Applied apply(Operator who, JobDefinition job, Direction direction) {
        Database database = jobs.database(job);
        return switch (direction) {
            case EXPAND -> scripts.expand(database, jobs.folder(job), job, who.person());
            case CONTRACT -> scripts.contract(database, jobs.folder(job), job, who.person());
            case UNDO -> scripts.undo(database, jobs.folder(job), job, who.person());
        };
    }

    private static List<Script> meant(Scripts read, List<ScriptState> states, Direction direction) {
        if (direction != Direction.UNDO) {
            return read.of(direction).stream()
                    .filter(script -> state(states, script).state() != ScriptState.State.APPLIED)
                    .toList();
        }
        List<Script> applied = new ArrayList<>(begun(read.contract(), states));
        if (applied.isEmpty()) {
            applied.addAll(begun(read.expand(), states));
        }
        Collections.reverse(applied);
        return applied;
    }

    private static List<Script> begun(List<Script> all, List<ScriptState> states) {
        return all.stream()
                .filter(script -> switch (state(states, script).state()) {
                    case PENDING, UNDONE -> false;
                    case RUNNING, PARTIAL, FAILED, APPLIED, CHANGED -> true;
                })
                .toList();
    }

    private static ScriptState state(List<ScriptState> states, Script script) {
        return states.stream()
                .filter(state -> state.file().equals(script.file()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no state of " + script.file()));
    }
}
