package io.steadfill.database.postgresql;

import io.steadfill.definition.TableName;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code pg_class} says of a relation.
 *
 * @param root oid of the partitioned table at the top; its own where it is no partition
 * @param hides whether row security applies to our role
 * @param inherited whether other tables inherit from it, partitions aside
 * @param otherStorage partitions and access methods that are no heap; null where all is heap
 */
record Relation(
        long oid,
        long root,
        TableName name,
        char kind,
        char persistence,
        boolean rowSecurity,
        boolean hides,
        boolean readable,
        boolean rules,
        boolean inherited,
        @Nullable String otherStorage) {

    boolean isPartitioned() {
        return kind == 'p';
    }

    void requireTable() {
        switch (kind) {
            case 'v' -> throw refused("is a view; name the table below it");
            case 'm' -> throw refused("is a materialized view; change the tables below it, then refresh it");
            case 'f' -> throw refused("is a foreign table; run the job on the server that holds it");
            default -> requireOrdinary();
        }
    }

    private void requireOrdinary() {
        if (persistence == 't') {
            throw refused("is a temporary table, which other connections do not see");
        }
        if (inherited) {
            throw refused(
                    "has tables that inherit from it, so its key is not unique over what it shows; run one job for each of them");
        }
        if (rules) {
            throw refused("has rewrite rules, which change what our statements do; drop them or use triggers");
        }
        if (otherStorage != null) {
            throw refused("is stored otherwise than in ordinary tables (" + otherStorage
                    + "), where a row's version cannot be told; run jobs on its ordinary partitions");
        }
    }

    ProblemException refused(String why) {
        return Problem.TABLE_UNSUPPORTED.with("table", name.toString()).says(name + " " + why);
    }
}
