package io.steadfill.database.mysql.chunks;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Keyset;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The key of one table in MySQL's words: as texts, expanded into ORs in comparisons, as rows of JSON to join with. */
final class InnoDbKeys {

    private final Dialect dialect;
    private final String alias;
    private final List<Column> columns;
    private final List<String> names;

    /** @param alias the table's quoted name in the statements */
    InnoDbKeys(Dialect dialect, String alias, Keyset keyset) {
        this.dialect = dialect;
        this.alias = alias;
        this.columns = keyset.columns();
        this.names = keyset.names();
    }

    List<String> names() {
        return names;
    }

    /** {@code customers.a, customers.b}. */
    String list() {
        return each(this::column);
    }

    String descending() {
        return each(c -> column(c) + " desc");
    }

    String texts() {
        return each(c -> InnoDbValues.text(c, column(c)));
    }

    /** The first key column, which is null only where an outer join found no row. */
    String first() {
        return column(columns.get(0));
    }

    /** The condition that a row's key lies in the range; expanded, since MySQL and MariaDB walk a row value by a full index scan. */
    Fragment in(KeyRange range) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        StringJoiner condition = new StringJoiner(" and ");
        bound(condition, parameters, ">", ">", "after", range.after());
        bound(condition, parameters, "<", "<=", "upto", range.upTo());
        return new Fragment(condition.length() == 0 ? "true" : condition.toString(), parameters);
    }

    private void bound(
            StringJoiner condition,
            Map<String, @Nullable Object> parameters,
            String beyond,
            String last,
            String name,
            @Nullable Key key) {
        if (key == null) {
            return;
        }
        if (columns.size() > 1) {
            // The optimizer needs this to begin the range at the first column.
            condition.add(column(columns.get(0)) + " " + beyond + "= " + value(name, 0));
        }
        condition.add(compared(0, beyond, last, name));
        for (int i = 0; i < columns.size(); i++) {
            parameters.put(name + "_" + i, key.values().get(i));
        }
    }

    /** {@code (a > ? or (a = ? and (b > ? or (b = ? and c >= ?))))}. */
    private String compared(int i, String beyond, String last, String name) {
        String column = column(columns.get(i));
        String value = value(name, i);
        if (i == columns.size() - 1) {
            return column + " " + last + " " + value;
        }
        return "(" + column + " " + beyond + " " + value + " or (" + column + " = " + value + " and "
                + compared(i + 1, beyond, last, name) + "))";
    }

    private String value(String name, int i) {
        return InnoDbValues.key(columns.get(i), ":" + name + "_" + i);
    }

    /** The condition that the first key columns have these values, and the next one at least {@code least}. */
    Fragment from(List<String> values, String least) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        StringJoiner condition = new StringJoiner(" and ");
        for (int i = 0; i <= values.size(); i++) {
            boolean last = i == values.size();
            condition.add(column(columns.get(i)) + (last ? " >= " : " = ") + value("from", i));
            parameters.put("from_" + i, last ? least : values.get(i));
        }
        return new Fragment(condition.toString(), parameters);
    }

    /** The keys as the columns {@code sf_k0}, {@code sf_k1} of JSON rows. */
    JsonRows rows(String[][] keys) {
        JsonRows rows = new JsonRows(dialect.vendor());
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (InnoDbValues.isWhole(column)) {
                String sign = column.category() == Column.Category.UNSIGNED ? " unsigned" : "";
                rows.add("sf_k" + i, "bigint" + sign, keys[i]);
            } else {
                rows.texts("sf_k" + i, keys[i]);
            }
        }
        return rows;
    }

    /** The condition that joins the table with rows of {@link #rows}. */
    String joined(JsonRows rows) {
        StringJoiner condition = new StringJoiner(" and ");
        for (int i = 0; i < columns.size(); i++) {
            condition.add(
                    column(columns.get(i)) + " = " + InnoDbValues.joinedKey(columns.get(i), rows.text("sf_k" + i)));
        }
        return condition.toString();
    }

    String column(Column column) {
        return alias + "." + dialect.quote(column.name());
    }

    private String each(Function<Column, String> text) {
        return String.join(", ", columns.stream().map(text).toList());
    }
}
