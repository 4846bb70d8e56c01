package io.steadfill.database.mysql;

import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.KeyCandidate;
import io.steadfill.database.catalog.Keyset;
import io.steadfill.definition.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for the key of a MySQL or MariaDB table among its unique indexes. */
final class MySqlIndexes {

    private static final String PRIMARY = "PRIMARY";

    private MySqlIndexes() {}

    /**
     * @param walkedBy the columns it must be over; empty for the best
     * @throws io.steadfill.problem.ProblemException when none can be walked
     */
    static Keyset keyset(Session session, TableName table, List<Column> columns, List<String> walkedBy) {
        // The columns of this view differ between the products and their releases, so all of them are asked for.
        List<Map<String, Object>> parts =
                session.sql("""
                        select * from information_schema.statistics
                        where table_schema = database() and table_name = :table and non_unique = 0
                        order by index_name, seq_in_index
                        """).param("table", table.table().name()).query().listOfRows();
        Map<String, List<Map<String, Object>>> indexes = new LinkedHashMap<>();
        parts.forEach(part -> indexes.computeIfAbsent(String.valueOf(part.get("index_name")), name -> new ArrayList<>())
                .add(part));
        List<KeyCandidate> candidates = new ArrayList<>();
        indexes.forEach((name, of) -> candidates.add(candidate(name, of, columns)));
        return KeyCandidate.best(
                table.toString(),
                candidates,
                walkedBy,
                "alter table " + session.dialect().quote(table)
                        + " add column id bigint unsigned not null auto_increment primary key");
    }

    private static KeyCandidate candidate(String name, List<Map<String, Object>> parts, List<Column> all) {
        List<Column> columns = new ArrayList<>();
        for (Map<String, Object> part : parts) {
            String column = String.valueOf(part.get("column_name"));
            all.stream().filter(c -> c.name().name().equals(column)).forEach(columns::add);
        }
        String flaw = flaw(parts, columns);
        String typeFlaw = flaw == null ? type(columns) : null;
        return new KeyCandidate(name, name.equals(PRIMARY), columns, flaw != null ? flaw : typeFlaw, typeFlaw != null);
    }

    private static @Nullable String flaw(List<Map<String, Object>> parts, List<Column> columns) {
        if (columns.size() < parts.size()) {
            return "it is over an expression";
        }
        if (parts.size() > KeyCandidate.COLUMNS_MAX) {
            return "it has " + parts.size() + " columns";
        }
        if (parts.stream().anyMatch(part -> part.get("sub_part") != null)) {
            return "it holds only the beginning of a column";
        }
        if (parts.stream().anyMatch(part -> !"BTREE".equals(part.get("index_type")))) {
            return "it is no btree";
        }
        if (parts.stream().anyMatch(part -> "NO".equals(part.get("is_visible")) || "YES".equals(part.get("ignored")))) {
            return "it is invisible to the server's planner";
        }
        if (parts.stream().map(part -> part.get("collation")).distinct().count() > 1) {
            return "it mixes ascending and descending columns";
        }
        return columns.stream()
                .filter(Column::nullable)
                .findFirst()
                .map(c -> "column " + c.name() + " may be null")
                .orElse(null);
    }

    private static @Nullable String type(List<Column> columns) {
        return columns.stream()
                .filter(c -> !MySqlTypes.isWalkable(c))
                .findFirst()
                .map(c -> "column " + c.name() + " is " + c.type() + ", which cannot be walked exactly")
                .orElse(null);
    }
}
