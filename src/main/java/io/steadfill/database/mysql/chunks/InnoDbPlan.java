package io.steadfill.database.mysql.chunks;

import io.steadfill.database.Fragment;
import io.steadfill.database.PlanSeen;
import io.steadfill.database.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query's plan as EXPLAIN's table tells it. */
record InnoDbPlan(String table, List<Step> steps) {

    /** @param table the name that the statement gives our table */
    static InnoDbPlan of(Session session, String table, Fragment query) {
        return new InnoDbPlan(
                table,
                session.list(
                        Fragment.join("explain format=traditional " + query.sql(), query), (row, n) -> Step.of(row)));
    }

    /** The rows that the optimizer expects to read from our table; 0 where it knows that there are none. */
    long rows() {
        return steps.stream()
                .filter(step -> step.isOf(table))
                .mapToLong(Step::rows)
                .max()
                .orElse(0);
    }

    /** Whether our table is read through a range of this index. */
    boolean goesBy(String index) {
        return steps.stream().filter(step -> step.isOf(table)).allMatch(step -> step.isRangeOf(index));
    }

    String text() {
        return String.join("\n", steps.stream().map(Step::toString).toList());
    }

    record Step(
            @Nullable String table,
            @Nullable String type,
            @Nullable String key,
            long rows,
            @Nullable String extra) {

        static Step of(ResultSet row) throws SQLException {
            return new Step(
                    row.getString("table"),
                    row.getString("type"),
                    row.getString("key"),
                    row.getLong("rows"),
                    row.getString("Extra"));
        }

        boolean isOf(String ours) {
            return ours.equals(table);
        }

        boolean isRangeOf(String index) {
            boolean whole = "ALL".equals(type) || ("index".equals(type) && rows > PlanSeen.SMALL_TABLE);
            return index.equalsIgnoreCase(key) && !whole;
        }

        @Override
        public String toString() {
            return "table " + table + ": access " + type + ", index " + key + ", about " + rows + " rows"
                    + (extra == null || extra.isEmpty() ? "" : ", " + extra);
        }
    }
}
