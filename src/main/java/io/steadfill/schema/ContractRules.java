package io.steadfill.schema;

import io.steadfill.definition.Vendor;
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
        complaints.addAll(afterTheFall(script, barriers));
        return complaints;
    }

    /** What follows the barrier's end is unprotected: a row committed in between would be lost with its column. */
    private List<Complaint> afterTheFall(Script script, List<Barrier> barriers) {
        List<Complaint> complaints = new ArrayList<>();
        boolean fallen = false;
        for (ScriptStatement statement : script.changes()) {
            if (fallen && Shape.needsProof(statement, vendor)) {
                complaints.add(complaint(
                        script,
                        statement,
                        "an earlier statement takes the barrier away, or drops a column that it reads: put this one before"
                                + " that, or both into one alter table"));
            }
            fallen |= Shape.of(statement, vendor).stream()
                    .anyMatch(change -> barriers.stream().anyMatch(b -> b.fallsBy(change, vendor)));
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
