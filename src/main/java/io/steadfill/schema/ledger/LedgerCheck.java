package io.steadfill.schema.ledger;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.schema.ledger.LedgerRow.Outcome;
import io.steadfill.script.Direction;
import io.steadfill.script.Script;
import io.steadfill.script.Scripts;
import java.util.ArrayList;
import java.util.Collections;
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
                .filter(r -> hasNoFile(r, direction))
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

    /**
     * What an undo would take back: the files in force of the newest applied direction, the newest first.
     *
     * @throws ProblemException SCRIPT_CHANGED when a file that is applied is gone, so that something older would be taken back in its stead,
     *     or when a half done undo was edited in what it did
     */
    public List<Script> undoable() {
        List<Script> found = inForce(Direction.CONTRACT);
        if (found.isEmpty()) {
            found = inForce(Direction.EXPAND);
        }
        found.forEach(this::requireUndoUnchanged);
        return found;
    }

    private List<Script> inForce(Direction direction) {
        requireFiles(direction);
        List<Script> found = new ArrayList<>(
                scripts.of(direction).stream().filter(this::isInForce).toList());
        Collections.reverse(found);
        return found;
    }

    private void requireFiles(Direction direction) {
        rows.stream()
                .filter(r -> r.direction() == direction && (r.is(Outcome.DONE) || r.is(Outcome.RUNNING)))
                .filter(r -> hasNoFile(r, direction))
                .findFirst()
                .ifPresent(r -> {
                    throw Problem.SCRIPT_CHANGED
                            .with("file", r.file())
                            .says(r.file() + ": it is applied and its file is gone. Put it back as it was, and its undo"
                                    + " file, since what was applied last is taken back first.");
                });
    }

    private boolean hasNoFile(LedgerRow row, Direction direction) {
        return scripts.of(direction).stream()
                .noneMatch(f -> f.version().toString().equals(row.version()));
    }

    /** Statements that are still to be done may be corrected, also where none has failed. */
    private void requireUndoUnchanged(Script script) {
        Script undo = script.undo();
        if (undo == null) {
            return;
        }
        rows(undo).stream()
                .filter(r -> r.is(Outcome.DONE) && !hasStatement(undo, r))
                .findFirst()
                .ifPresent(r -> {
                    throw Problem.SCRIPT_CHANGED
                            .with("file", undo.file())
                            .says(undo.file() + ": its statement " + r.statement() + " was done at " + r.endedAt()
                                    + " by " + r.by() + " and edited since. Put that statement back as it was and"
                                    + " correct only those after it, then give 'schema undo' again.");
                });
    }

    private static boolean hasStatement(Script script, LedgerRow row) {
        return script.statements().stream()
                .anyMatch(s -> s.ordinal() == row.statement() && s.checksum().equals(row.statementChecksum()));
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
            // A file that failed may be corrected, but not in the statements that are in force.
            if (!hasStatement(script, row) || (!broken && !row.checksum().equals(script.checksum()))) {
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
