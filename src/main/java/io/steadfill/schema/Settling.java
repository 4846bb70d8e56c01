package io.steadfill.schema;

import io.steadfill.problem.Problem;
import io.steadfill.schema.ledger.LedgerRow.Outcome;
import io.steadfill.schema.statement.Visit;
import io.steadfill.script.Script;
import io.steadfill.script.Scripts;
import io.steadfill.script.statement.ScriptStatement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the statement that an operator speaks of and writes what became of it. */
final class Settling {

    private final Visit visit;
    private final Scripts scripts;

    Settling(Visit visit, Scripts scripts) {
        this.visit = visit;
        this.scripts = scripts;
    }

    void settle(String place, Outcome outcome) {
        List<Script> all = Stream.concat(scripts.expand().stream(), scripts.contract().stream())
                .flatMap(script -> Stream.of(script, script.undo()))
                .filter(Objects::nonNull)
                .toList();
        for (Script script : all) {
            for (ScriptStatement statement : script.statements()) {
                if (script.at(statement).equals(place)) {
                    settle(script, statement, outcome);
                    return;
                }
            }
        }
        throw Problem.USAGE.with("place", place).says("no statement begins at " + place + ": name file:line");
    }

    private void settle(Script script, ScriptStatement statement, Outcome outcome) {
        boolean open = visit.ledger()
                .row(visit.session(), script, statement)
                .filter(row -> row.is(Outcome.RUNNING))
                .isPresent();
        if (!open) {
            throw Problem.USAGE
                    .with("place", script.at(statement))
                    .says("the ledger knows how " + script.at(statement) + " ended; there is nothing to settle");
        }
        visit.ledger().ends(visit.session(), script, statement, outcome, "settled by an operator");
    }
}
