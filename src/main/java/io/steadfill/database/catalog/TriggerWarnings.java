package io.steadfill.database.catalog;

import io.steadfill.definition.TableName;
import java.util.ArrayList;
import java.util.List;

/** What an operator should know about a table's triggers. */
public final class TriggerWarnings {

    private TriggerWarnings() {}

    public static List<String> of(TableName table, List<Trigger> triggers) {
        List<String> warnings = new ArrayList<>();
        for (Trigger trigger : triggers) {
            if (trigger.writesTo(table.table())) {
                warnings.add("trigger " + trigger.name() + " writes to table " + table
                        + " itself: one changed row may change others");
            }
            if (trigger.callsRoutines()) {
                warnings.add("trigger " + trigger.name()
                        + " calls routines or builds statements, whose effects cannot be seen here");
            }
        }
        return warnings;
    }
}
