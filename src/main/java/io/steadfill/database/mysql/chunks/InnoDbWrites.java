package io.steadfill.database.mysql.chunks;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Rows;
import io.steadfill.database.rows.WrittenBack;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.keyset.Key;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;

/** The statements that name rows by their keys, joined as JSON: never a range, so that none of them waits for a row that is not ours. */
final class InnoDbWrites {

    /** The version of a row that was read without a lock; it cannot be written back. */
    static final String UNLOCKED = "unlocked";

    private final Dialect dialect;
    private final Table table;
    private final InnoDbKeys keys;
    private final String alias;
    private final String walk;

    /** @param walk the table for a FROM clause, read by its key's index */
    InnoDbWrites(Dialect dialect, Table table, InnoDbKeys keys, String walk) {
        this.dialect = dialect;
        this.table = table;
        this.keys = keys;
        this.alias = dialect.quote(table.name().table());
        this.walk = walk;
    }

    /** Rows of JSON joined with the table, which is read key by key in their order. */
    Fragment joined(String[][] wanted) {
        return joined(keys.rows(wanted));
    }

    private Fragment joined(JsonRows rows) {
        Fragment v = rows.table();
        return Fragment.join(v.sql() + " straight_join " + walk + " on " + keys.joined(rows), v);
    }

    int setRows(Session session, Rows rows, Fragment condition, Map<Identifier, Fragment> assignments) {
        if (rows.isEmpty()) {
            return 0;
        }
        Fragment joined = joined(rows.keys());
        Fragment set = set(assignments);
        return session.update(Fragment.join(
                "update " + joined.sql() + " set " + set.sql() + " where (" + condition.sql() + ")",
                joined,
                set,
                condition));
    }

    /** In a join the server computes all expressions from the old row, as the standard wants it; in a plain UPDATE it would not. */
    private Fragment set(Map<Identifier, Fragment> assignments) {
        StringJoiner list = new StringJoiner(", ");
        assignments.forEach(
                (column, value) -> list.add(alias + "." + dialect.quote(column) + " = (" + value.sql() + ")"));
        return Fragment.join(list.toString(), assignments.values().toArray(Fragment[]::new));
    }

    /** @param inRange the condition that a row lies in the rows' range and matches */
    WrittenBack writeBack(
            Session session,
            Fragment inRange,
            Rows rows,
            Fragment condition,
            Map<Identifier, @Nullable String[]> values,
            Map<Identifier, Fragment> constants) {
        if (rows.isEmpty()) {
            return new WrittenBack(0, 0, List.of());
        }
        if (Arrays.asList(rows.versions()).contains(UNLOCKED)) {
            throw new IllegalStateException("rows are written back in the transaction that has read them locked");
        }
        JsonRows json = keys.rows(rows.keys());
        StringJoiner set = new StringJoiner(", ");
        int n = 0;
        for (Map.Entry<Identifier, @Nullable String[]> value : values.entrySet()) {
            Column column = table.require(value.getKey());
            check(column, value.getValue());
            String name = "sf_v" + n++;
            json.texts(name, value.getValue());
            set.add(alias + "." + dialect.quote(column.name()) + " = "
                    + InnoDbValues.assigned(column, json.text(name)));
        }
        Fragment joined = joined(json);
        Fragment more = set(constants);
        if (!more.sql().isEmpty()) {
            set.add(more.sql());
        }
        int written = session.update(Fragment.join(
                "update " + joined.sql() + " set " + set + " where (" + condition.sql() + ")",
                joined,
                more,
                condition));
        return new WrittenBack(written, rows.size() - written, unchanged(session, inRange, rows, condition));
    }

    private static void check(Column column, @Nullable String[] values) {
        try {
            InnoDbValues.check(column, values);
        } catch (SQLException e) {
            throw new UncategorizedSQLException("write back", null, e);
        }
    }

    /** The keys that still match after the write, under the same locks; mostly none, which a look at the range shows for less. */
    private List<Key> unchanged(Session session, Fragment inRange, Rows rows, Fragment condition) {
        Fragment any = Fragment.join("select 1 from " + walk + " where " + inRange.sql() + " limit 1", inRange);
        if (session.first(any, (row, n) -> row.getInt(1)).isEmpty()) {
            return List.of();
        }
        Fragment joined = joined(rows.keys());
        Set<Long> numbers = new HashSet<>(session.list(
                Fragment.join(
                        "select sf.sf_n from " + joined.sql() + " where (" + condition.sql() + ")", joined, condition),
                (row, n) -> row.getLong(1)));
        List<Key> unchanged = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            if (numbers.contains(row + 1L)) {
                unchanged.add(rows.key(row));
            }
        }
        return unchanged;
    }

    int deleteRows(Session session, Rows rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        Fragment joined = joined(rows.keys());
        return session.update(Fragment.join("delete " + alias + " from " + joined.sql(), joined));
    }

    int insertRows(Session session, Rows rows, TableName into, Map<Identifier, Fragment> columns) {
        if (rows.isEmpty()) {
            return 0;
        }
        Fragment joined = joined(rows.keys());
        Map<String, String> expressions = new LinkedHashMap<>();
        columns.forEach((column, value) -> expressions.put(dialect.quote(column), "(" + value.sql() + ")"));
        Fragment all = Fragment.join("", columns.values().toArray(Fragment[]::new));
        return session.update(Fragment.join(
                "insert into " + dialect.quote(into) + " (" + String.join(", ", expressions.keySet()) + ") select "
                        + String.join(", ", expressions.values()) + " from " + joined.sql(),
                all,
                joined));
    }

    /** Leaves rows out whose key is there by now; the server reads the table to its end before it inserts. */
    int insertBack(Session session, String[][] wanted, Map<Identifier, @Nullable String[]> values) {
        if (wanted[0].length == 0) {
            return 0;
        }
        JsonRows json = keys.rows(wanted);
        StringJoiner names = new StringJoiner(", ");
        StringJoiner texts = new StringJoiner(", ");
        int n = 0;
        for (Map.Entry<Identifier, @Nullable String[]> value : values.entrySet()) {
            Column column = table.require(value.getKey());
            check(column, value.getValue());
            String name = "sf_v" + n++;
            json.texts(name, value.getValue());
            names.add(dialect.quote(column.name()));
            texts.add(InnoDbValues.assigned(column, json.text(name)));
        }
        Fragment v = json.table();
        return session.update(Fragment.join(
                "insert into " + dialect.quote(table.name()) + " (" + names + ") select " + texts + " from " + v.sql()
                        + " left join " + walk + " on " + keys.joined(json) + " where " + keys.first() + " is null",
                v));
    }

    /** Each value's own hash first, so that no value can be as long as to be cut; a dash stands for NULL. */
    List<@Nullable String> hashes(Session session, Rows rows, List<Identifier> columns) {
        if (rows.isEmpty()) {
            return List.of();
        }
        StringJoiner values = new StringJoiner(", ", "sha2(concat_ws(',', ", "), 256)");
        columns.forEach(c -> values.add("coalesce(sha2("
                + InnoDbValues.text(table.require(c), alias + "." + dialect.quote(c)) + ", 256), '-')"));
        JsonRows json = keys.rows(rows.keys());
        Fragment v = json.table();
        return session.list(
                Fragment.join(
                        "select case when " + keys.first() + " is not null then " + values + " end from " + v.sql()
                                + " left join " + walk + " on " + keys.joined(json) + " order by sf.sf_n",
                        v),
                (result, n) -> result.getString(1));
    }
}
