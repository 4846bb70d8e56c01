package io.steadfill.schema.ledger;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.schema.ledger.LedgerRow.Outcome;
import io.steadfill.script.Direction;
import io.steadfill.script.Script;
import io.steadfill.script.Scripts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the ledger says about the files as they are now. */
public final class LedgerCheck {

    private final Scripts scripts;
    private final List<LedgerRow> rows;

    public LedgerCheck(Scripts scripts, List<LedgerRow> rows) {
        this.scripts = scripts;
        this.rows = rows;
    }

    public List<LedgerRow> rows(Script script) {
        return rows.stream()
                .filter(r -> r.direction() == script.direction()
                        && r.version().equals(script.version().toString()))
                .toList();
    }

    /** Whether any of its statements was begun and not taken back. */
    public boolean isInForce(Script script) {
        return rows(script).stream().anyMatch(r -> !r.is(Outcome.UNDONE));
    }

    public boolean isApplied(Script script) {
        return script.statements().stream()
                .allMatch(s -> rows(script).stream().anyMatch(r -> r.statement() == s.ordinal() && r.is(Outcome.DONE)));
    }

    public boolean isHalfUndone(Script script) {
        Script undo = script.undo();
        return undo != null
                && isInForce(script)
                && rows(undo).stream().anyMatch(r -> r.is(Outcome.DONE) || r.is(Outcome.RUNNING));
    }

    /** @throws ProblemException when an applied file was edited, removed, or overtaken by a lower version */
    public void require(Direction direction) {
        List<Script> files = scripts.of(direction);
        files.forEach(this::requireUnchanged);
        rows.stream()
                .filter(r -> r.direction() == direction && !r.is(Outcome.UNDONE))
                .filter(r ->
                        files.stream().noneMatch(f -> f.version().toString().equals(r.version())))
                .findFirst()
                .ifPresent(r -> {
                    throw changed(r.file(), "it was applied and is gone now");
                });
        Optional<Script> newest = files.stream().filter(this::isInForce).max(Comparator.comparing(Script::version));
        for (Script file : files) {
            if (newest.isPresent()
                    && !isInForce(file)
                    && file.version().compareTo(newest.get().version()) < 0) {
                throw Problem.SCRIPT_INVALID
                        .with("file", file.file())
                        .says(file.file() + ": version " + newest.get().version()
                                + " is applied already; give this file a higher version");
            }
        }
    }

    public void requireNotHalfUndone(Direction direction) {
        scripts.of(direction).stream().filter(this::isHalfUndone).findFirst().ifPresent(script -> {
            throw Problem.SCRIPT_FAILED
                    .with("file", script.file())
                    .says("the undo of " + script.file() + " is half done: give 'schema undo' again until it is whole");
        });
    }

    public void requireUnchanged(Script script) {
        List<LedgerRow> known = rows(script);
        boolean broken = known.stream().anyMatch(r -> r.is(Outcome.FAILED) || r.is(Outcome.RUNNING));
        for (LedgerRow row : known) {
            if (!row.is(Outcome.DONE)) {
                continue;
            }
            boolean sameStatement = script.statements().stream()
                    .anyMatch(
                            s -> s.ordinal() == row.statement() && s.checksum().equals(row.statementChecksum()));
            // A file that failed may be corrected, but not in the statements that are in force.
            if (!sameStatement || (!broken && !row.checksum().equals(script.checksum()))) {
                throw changed(
                        script.file(), "it was applied at " + row.endedAt() + " by " + row.by() + " and edited since");
            }
        }
    }

    private static ProblemException changed(String file, String what) {
        return Problem.SCRIPT_CHANGED
                .with("file", file)
                .says(file + ": " + what
                        + ". Put it back as it was and add a new version, or give 'schema undo' first.");
    }
}
