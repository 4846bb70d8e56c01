package io.steadfill.script;

import io.steadfill.database.ddl.SchemaSql;
import io.steadfill.definition.Vendor;
import io.steadfill.script.statement.Barrier;
import io.steadfill.script.statement.Fall;
import io.steadfill.script.statement.ScriptStatement;
import java.util.ArrayList;
import java.util.List;

/** What a contract script may look like, as far as its text alone tells. */
final class ContractRules {

    private final Vendor vendor;

    ContractRules(Vendor vendor) {
        this.vendor = vendor;
    }

    List<Complaint> complaints(Script script) {
        List<Complaint> complaints = new ArrayList<>();
        List<Barrier> barriers = new ArrayList<>();
        boolean changed = false;
        for (ScriptStatement statement : script.statements()) {
            if (!statement.barrier()) {
                changed = true;
                continue;
            }
            if (changed) {
                complaints.add(complaint(
                        script, statement, "barriers come first in their file: move it above all other statements"));
            }
            Barrier.of(statement, vendor)
                    .ifPresentOrElse(
                            barriers::add, () -> complaints.add(complaint(script, statement, unknown(statement))));
        }
        complaints.addAll(aroundTheFall(script, barriers));
        return complaints;
    }

    /** From the statement that takes a barrier away to the last that needs it, all runs under one table lock. */
    private List<Complaint> aroundTheFall(Script script, List<Barrier> barriers) {
        List<Complaint> complaints = new ArrayList<>();
        Fall fall = new Fall(barriers, vendor);
        for (ScriptStatement statement : fall.lockedIn(script.changes())) {
            if (SchemaSql.of(vendor).runsAlone(statement.text())) {
                complaints.add(
                        complaint(
                                script,
                                statement,
                                "it cannot run under a lock, and the barrier is away by then: put it before or after those statements"));
            }
        }
        boolean fallen = false;
        for (ScriptStatement statement : script.changes()) {
            fallen |= fall.isBy(statement);
            if (!fallen && fall.isBrokenBy(statement)) {
                complaints.add(complaint(
                        script,
                        statement,
                        "the barrier's trigger reads this column, and without it every write of the application would fail: drop"
                                + " the triggers first; the table stays locked until this statement is done"));
            }
        }
        return complaints;
    }

    private String unknown(ScriptStatement statement) {
        String shapes = switch (vendor) {
            case POSTGRESQL ->
                "alter table T add constraint NAME check ((predicate) is not true) not valid, alter table T add"
                        + " constraint NAME foreign key ... not valid, or create trigger NAME";
            case MYSQL, MARIADB -> "create trigger NAME ... with a signal in its body";
        };
        return "'" + statement.brief() + "' is no barrier that could be taken down again: write " + shapes
                + ", without 'or replace' and 'if not exists'";
    }

    private static Complaint complaint(Script script, ScriptStatement statement, String message) {
        return new Complaint(script.file(), statement.line(), message);
    }
}
