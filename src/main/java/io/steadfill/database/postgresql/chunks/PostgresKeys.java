package io.steadfill.database.postgresql.chunks;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Keyset;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The key of one table in PostgreSQL's words: as texts, as a row value in comparisons, as arrays to join with. */
final class PostgresKeys {

    /** Types whose arrays travel as numbers: the server need not read each from a text. */
    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");

    private final Dialect dialect;
    private final String alias;
    private final List<Column> columns;
    private final List<String> names;

    PostgresKeys(Dialect dialect, String alias, Keyset keyset) {
        this.dialect = dialect;
        this.alias = alias;
        this.columns = keyset.columns();
        this.names = keyset.names();
    }

    List<String> names() {
        return names;
    }

    /** {@code table.a, table.b}. */
    String list() {
        return each(", ", c -> row(c));
    }

    /** {@code table.a::text, table.b::text}. */
    String texts() {
        return each(", ", c -> row(c) + "::text");
    }

    String descending() {
        return each(", ", c -> row(c) + " desc");
    }

    /** The condition that a row's key lies in the range; a row value, since PostgreSQL walks an OR of columns five times slower. */
    Fragment in(KeyRange range) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        StringJoiner condition = new StringJoiner(" and ");
        bound(condition, parameters, ">", "after", range.after());
        bound(condition, parameters, "<=", "upto", range.upTo());
        return new Fragment(condition.length() == 0 ? "true" : condition.toString(), parameters);
    }

    private void bound(
            StringJoiner condition,
            Map<String, @Nullable Object> parameters,
            String operator,
            String name,
            @Nullable Key key) {
        if (key == null) {
            return;
        }
        StringJoiner values = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < columns.size(); i++) {
            values.add("cast(:" + name + "_" + i + " as " + columns.get(i).type() + ")");
            parameters.put(name + "_" + i, key.values().get(i));
        }
        condition.add("(" + list() + ") " + operator + " " + values);
    }

    /** Key arrays as arguments of {@code unnest}, the names they get there, and the condition that joins them with the table. */
    Join join(String[][] keys) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        StringJoiner arrays = new StringJoiner(", ");
        StringJoiner aliases = new StringJoiner(", ");
        StringJoiner condition = new StringJoiner(" and ");
        for (int i = 0; i < columns.size(); i++) {
            parameters.put("sf_keys_" + i, INTEGERS.contains(columns.get(i).type()) ? longs(keys[i]) : keys[i]);
            arrays.add("cast(:sf_keys_" + i + " as " + columns.get(i).type() + "[])");
            aliases.add("sf_k" + i);
            condition.add(row(columns.get(i)) + " = v.sf_k" + i);
        }
        return new Join(new Fragment(arrays.toString(), parameters), aliases.toString(), condition.toString());
    }

    private static long[] longs(String[] texts) {
        return Arrays.stream(texts).mapToLong(Long::parseLong).toArray();
    }

    private String row(Column column) {
        return alias + "." + dialect.quote(column.name());
    }

    private String each(String separator, Function<Column, String> text) {
        return String.join(separator, columns.stream().map(text).toList());
    }

    record Join(Fragment arrays, String aliases, String condition) {}
}
