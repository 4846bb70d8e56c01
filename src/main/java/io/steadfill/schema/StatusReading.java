package io.steadfill.schema;

import io.steadfill.problem.ProblemException;
import io.steadfill.schema.ScriptState.State;
import io.steadfill.schema.ledger.LedgerCheck;
import io.steadfill.schema.ledger.LedgerRow;
import io.steadfill.schema.ledger.LedgerRow.Outcome;
import io.steadfill.script.Script;
import io.steadfill.script.Scripts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sums the ledger's rows up, script by script. */
final class StatusReading {

    private final Scripts scripts;
    private final LedgerCheck check;

    StatusReading(Scripts scripts, List<LedgerRow> rows) {
        this.scripts = scripts;
        this.check = new LedgerCheck(scripts, rows);
    }

    List<ScriptState> states() {
        List<ScriptState> states = new ArrayList<>();
        scripts.expand().forEach(script -> states.add(state(script)));
        scripts.contract().forEach(script -> states.add(state(script)));
        return states;
    }

    private ScriptState state(Script script) {
        List<LedgerRow> rows = check.rows(script);
        Optional<LedgerRow> last = rows.stream().max(Comparator.comparing(LedgerRow::endedAt));
        int done = (int) rows.stream().filter(r -> r.is(Outcome.DONE)).count();
        return new ScriptState(
                script.direction(),
                script.version().toString(),
                script.name(),
                script.file(),
                state(script, rows, done),
                done,
                script.statements().size(),
                script.undo() != null,
                last.map(LedgerRow::by).orElse(null),
                last.map(LedgerRow::approvedBy).orElse(null),
                last.map(row -> row.endedAt().toString()).orElse(null),
                rows.stream()
                        .filter(r -> r.is(Outcome.FAILED))
                        .map(LedgerRow::error)
                        .findFirst()
                        .orElse(null));
    }

    private State state(Script script, List<LedgerRow> rows, int done) {
        if (rows.isEmpty()) {
            return State.PENDING;
        }
        if (isEdited(script)) {
            return State.CHANGED;
        }
        if (rows.stream().anyMatch(r -> r.is(Outcome.RUNNING))) {
            return State.RUNNING;
        }
        if (rows.stream().anyMatch(r -> r.is(Outcome.FAILED))) {
            return State.FAILED;
        }
        if (check.isHalfUndone(script)) {
            return State.PARTIAL;
        }
        if (check.isApplied(script)) {
            return State.APPLIED;
        }
        return done == 0 ? State.UNDONE : State.PARTIAL;
    }

    private boolean isEdited(Script script) {
        try {
            check.requireUnchanged(script);
            return false;
        } catch (ProblemException e) {
            return true;
        }
    }
}
