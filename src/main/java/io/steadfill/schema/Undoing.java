package io.steadfill.schema;

import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.problem.Problem;
import io.steadfill.schema.contract.Demolition;
import io.steadfill.schema.ledger.LedgerCheck;
import io.steadfill.schema.statement.Executor;
import io.steadfill.schema.statement.Patience;
import io.steadfill.schema.statement.Visit;
import io.steadfill.script.Direction;
import io.steadfill.script.Script;
import io.steadfill.script.Scripts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Takes the newest applied direction back, its versions in reverse order. */
final class Undoing {

    private final Visit visit;
    private final Executor executor;
    private final Demolition demolition;

    Undoing(Visit visit, Patience patience) {
        this.visit = visit;
        this.executor = visit.executor(patience);
        this.demolition = new Demolition(visit, patience);
    }

    /** Takes back; returns the files that were run. */
    List<String> apply(Scripts scripts) throws SQLException {
        List<Script> applied = new LedgerCheck(scripts, visit.ledger().rows(visit.session())).undoable();
        for (Script script : applied) {
            if (script.undo() == null) {
                throw Problem.SCRIPT_INVALID
                        .with("file", script.file())
                        .says(script.file() + " cannot be undone: " + script.noUndo());
            }
        }
        List<String> run = new ArrayList<>();
        for (Script script : applied) {
            run.add(takeBack(script));
        }
        return run;
    }

    private String takeBack(Script script) throws SQLException {
        Script undo = Objects.requireNonNull(script.undo(), "checked before");
        undo.statements().forEach(statement -> executor.apply(undo, statement));
        if (script.direction() == Direction.CONTRACT) {
            demolition.clear(script);
        }
        Session session = visit.session();
        session.begin(TransactionSettings.BOOKKEEPING);
        try {
            visit.ledger().withdraws(session, script.version(), script.direction());
            visit.ledger().completes(session, undo);
            session.commit();
        } finally {
            session.rollback();
        }
        return undo.file();
    }
}
