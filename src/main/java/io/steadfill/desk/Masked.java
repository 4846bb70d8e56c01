package io.steadfill.desk;

import io.steadfill.chunk.failure.ServerWords;
import io.steadfill.chunk.rehearsal.Rehearsed;
import io.steadfill.engine.RunPlan;
import io.steadfill.keyset.Key;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.story.Progress;
import io.steadfill.run.story.RunEvent;
import io.steadfill.schema.ScriptState;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers without rows' values, for those who may not see them. */
public final class Masked {

    /** Stands where a value would. */
    static final String MASK = "***";

    private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern COMPARED = Pattern.compile("(<=|>=|<>|<|>| =) ?-?[0-9][0-9.]*");

    private Masked() {}

    /** What a database says of a failure may quote a row; the problem's code stays. */
    public static RunStatus of(RunStatus run) {
        Progress progress = run.progress();
        boolean told = run.says() != null && (run.state() == RunState.FAILED || run.state() == RunState.UNDOING);
        return run.with(told ? MASK : run.says(), progress == null ? null : progress.withoutRetry());
    }

    public static RunEvent of(RunEvent event) {
        boolean told = event.says() != null && (event.to() == RunState.FAILED || event.from() == RunState.FAILED);
        return told ? event.with(MASK) : event;
    }

    /** What stopped a script is the server's words, which may quote a row. */
    public static ScriptState of(ScriptState script) {
        return script.error() == null ? script : script.withError(MASK);
    }

    static RunPlan of(RunPlan plan) {
        Rehearsed seen = plan.rehearsed();
        return new RunPlan(
                plan.job(),
                plan.table(),
                plan.keyset(),
                plan.rowEstimate(),
                plan.statement(),
                shown(plan.plan()),
                plan.byIndex(),
                plan.walk(),
                plan.warnings(),
                seen == null ? null : of(seen),
                plan.estimate());
    }

    /** A refusal whose words are a server's: they may quote the row that it stumbled over. */
    static ProblemException of(ProblemException refusal, SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        if (ServerWords.areOfStatement(cause)) {
            return refusal;
        }
        return refusal.problem()
                .with("sqlState", state)
                .says(
                        "the database refused with SQLSTATE " + state
                                + "; its words may quote a row and are shown only to those who see data",
                        refusal);
    }

    /** A refusal of companion scripts: it may have a server's words, or keys of rows that are left. Who holds a lock is no secret. */
    static ProblemException ofScripts(ProblemException refusal) {
        if (refusal.problem() == Problem.SCRIPT_FAILED && refusal.getCause() instanceof SQLException cause) {
            return of(refusal, cause);
        }
        if (refusal.facts().containsKey("keys")) {
            return refusal.problem()
                    .with("left", refusal.facts().getOrDefault("left", MASK))
                    .says(
                            "the proof found rows that still need the job; their keys are shown only to those who see data."
                                    + " Nothing was taken away. Finish the run, then give the command again.",
                            refusal);
        }
        if (refusal.getCause() instanceof ProblemException first) {
            return refusal.problem()
                    .with("statements", refusal.facts().getOrDefault("statements", List.of()))
                    .says(
                            String.valueOf(refusal.detail())
                                    .replace(
                                            String.valueOf(first.detail()),
                                            ofScripts(first).detail()),
                            refusal);
        }
        return refusal;
    }

    /** A server's plan compares with the keys at which a chunk ends. */
    static String shown(String plan) {
        return COMPARED.matcher(QUOTED.matcher(plan).replaceAll("'" + MASK + "'"))
                .replaceAll("$1 " + MASK.replace("$", "\\$"));
    }

    private static Rehearsed of(Rehearsed seen) {
        return new Rehearsed(
                seen.rows(),
                seen.changed(),
                seen.changedAgain(),
                seen.took(),
                seen.locks(),
                seen.examples().stream().map(Masked::of).toList(),
                Collections.nCopies(seen.refused().size(), MASK));
    }

    private static Rehearsed.Example of(Rehearsed.Example example) {
        return new Rehearsed.Example(
                of(example.key()), of(example.before()), example.after() == null ? null : of(example.after()));
    }

    static Key of(Key key) {
        return new Key(key.columns(), Collections.nCopies(key.values().size(), MASK));
    }

    private static Map<String, @Nullable String> of(Map<String, @Nullable String> values) {
        Map<String, @Nullable String> masked = new LinkedHashMap<>();
        List.copyOf(values.keySet()).forEach(column -> masked.put(column, MASK));
        return masked;
    }
}
