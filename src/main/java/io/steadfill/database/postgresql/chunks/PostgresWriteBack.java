package io.steadfill.database.postgresql.chunks;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Rows;
import io.steadfill.database.rows.WrittenBack;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes computed values back by unnest, the fastest form measured on PostgreSQL, guarded by each row's version. */
final class PostgresWriteBack {

    /** Types with a length, and arrays of them, in the server's own spelling. */
    private static final Pattern SIZED =
            Pattern.compile("(?:character(?: varying)?|(?<bits>bit(?: varying)?))(?:\\(\\d+\\))?(?<array>(?:\\[])*)");

    private final Dialect dialect;
    private final Table table;
    private final PostgresKeys keys;
    private final String alias;
    private final String from;

    PostgresWriteBack(Dialect dialect, Table table, PostgresKeys keys) {
        this.dialect = dialect;
        this.table = table;
        this.keys = keys;
        this.alias = dialect.quote(table.name().table());
        this.from = dialect.quote(table.name()) + " as " + alias;
    }

    WrittenBack write(
            Session session,
            KeyRange range,
            Rows rows,
            Fragment condition,
            Map<Identifier, @Nullable String[]> values,
            Map<Identifier, Fragment> constants) {
        PostgresKeys.Join join = keys.join(rows.keys());
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        StringJoiner set = new StringJoiner(", ");
        StringBuilder arrays = new StringBuilder(join.arrays().sql());
        StringBuilder aliases = new StringBuilder(join.aliases());
        int n = 0;
        for (Map.Entry<Identifier, @Nullable String[]> value : values.entrySet()) {
            arrays.append(", cast(:sf_values_").append(n).append(" as text[])");
            aliases.append(", sf_v").append(n);
            set.add(dialect.quote(value.getKey()) + " = " + assigned(table.require(value.getKey()), "v.sf_v" + n));
            parameters.put("sf_values_" + n++, value.getValue());
        }
        constants.forEach((column, value) -> set.add(dialect.quote(column) + " = (" + value.sql() + ")"));
        parameters.put("sf_tids", PostgresVersions.tids(rows.versions()));
        parameters.put("sf_xmins", PostgresVersions.xmins(rows.versions()));
        Fragment in = keys.in(range);
        // The guard is the row's version; the range is repeated so that no plan can read more of the table than the
        // chunk.
        String update = "with w as (update " + from + " set " + set + " from unnest(" + arrays
                + ", cast(:sf_tids as tid[]), cast(:sf_xmins as xid[])) with ordinality as v(" + aliases
                + ", sf_tid, sf_xmin, sf_n) where "
                + join.condition() + " and " + alias + ".ctid = v.sf_tid and " + alias + ".xmin = v.sf_xmin and "
                + in.sql() + " and ("
                + condition.sql()
                + ") returning case when (" + condition.sql()
                + ") then v.sf_n end as sf_still) select count(*), array_agg(sf_still) filter (where sf_still is not null) from w";
        Fragment statement = Fragment.join(update, join.arrays(), new Fragment("", parameters), in, condition);
        for (Fragment constant : constants.values()) {
            statement = Fragment.join(statement.sql(), statement, constant);
        }
        return session.sql(statement).query((row, i) -> writtenBack(rows, row)).single();
    }

    /** Leaves rows out whose key, or another unique value of theirs, is taken by now; a value of an identity column is as it was. */
    int insert(Session session, Map<Identifier, @Nullable String[]> values) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        StringJoiner columns = new StringJoiner(", ");
        StringJoiner casts = new StringJoiner(", ");
        StringJoiner arrays = new StringJoiner(", ");
        StringJoiner aliases = new StringJoiner(", ");
        int n = 0;
        for (Map.Entry<Identifier, @Nullable String[]> value : values.entrySet()) {
            columns.add(dialect.quote(value.getKey()));
            casts.add(assigned(table.require(value.getKey()), "v.sf_v" + n));
            arrays.add("cast(:sf_values_" + n + " as text[])");
            aliases.add("sf_v" + n);
            parameters.put("sf_values_" + n++, value.getValue());
        }
        return session.update(new Fragment(
                "insert into " + dialect.quote(table.name()) + " (" + columns + ") overriding system value select "
                        + casts + " from unnest(" + arrays + ") as v(" + aliases + ") on conflict do nothing",
                parameters));
    }

    /** An explicit cast to a length cuts what is longer without a word; an assignment refuses it. */
    private static String assigned(Column column, String text) {
        if (column.category() == Column.Category.TEXT) {
            return text;
        }
        return "cast(" + text + " as " + uncut(column.type()) + ")";
    }

    private static String uncut(String type) {
        Matcher sized = SIZED.matcher(type);
        if (!sized.matches()) {
            return type;
        }
        return (sized.group("bits") == null ? "text" : "bit varying") + sized.group("array");
    }

    private static WrittenBack writtenBack(Rows rows, ResultSet row) throws SQLException {
        int written = row.getInt(1);
        List<Key> unchanged = new ArrayList<>();
        Array still = row.getArray(2);
        if (still != null) {
            for (Long n : (Long[]) still.getArray()) {
                unchanged.add(rows.key(n.intValue() - 1));
            }
        }
        return new WrittenBack(written, rows.size() - written, unchanged);
    }
}
