package io.steadfill.database.postgresql.chunks;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Cut;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.PlanSeen;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.database.rows.RowsReader;
import io.steadfill.database.rows.WrittenBack;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Chunk statements in the forms that measured fastest on PostgreSQL: row-value keysets, range updates, unnest with the range repeated. */
public final class PostgresChunks implements ChunkSql {

    /** Below this many rows a sample is no cheaper than the whole. */
    private static final long SAMPLE_FROM = 200_000;

    /** Leaves five rows of the sample to each. */
    private static final long LANDMARKS_MOST = 10_000;

    private final Dialect dialect;
    private final Table table;
    private final PostgresKeys keys;
    private final String alias;
    private final String from;
    private final PostgresWidth width;

    public PostgresChunks(Dialect dialect, Table table) {
        this.dialect = dialect;
        this.table = table;
        this.alias = dialect.quote(table.name().table());
        this.keys = new PostgresKeys(dialect, alias, table.keyset());
        this.from = dialect.quote(table.name()) + " as " + alias;
        this.width = new PostgresWidth(dialect, table, keys);
    }

    @Override
    public @Nullable Key upperBound(Session session, KeyRange rest, int rows) {
        Fragment in = keys.in(rest);
        return key(
                session,
                Fragment.join(
                                "select " + keys.texts() + " from " + from + " where " + in.sql() + " order by "
                                        + keys.list() + " limit 1 offset :sf_skip",
                                in)
                        .with("sf_skip", rows - 1));
    }

    @Override
    public @Nullable Cut cut(
            Session session, KeyRange rest, int rows, Fragment condition, List<Identifier> columns, long bytesMax) {
        if (!columns.isEmpty() && width.isWide(session)) {
            return width.cut(session, rest, rows, condition, columns, bytesMax);
        }
        Key upper = rows == Integer.MAX_VALUE ? null : upperBound(session, rest, rows);
        return upper == null ? null : new Cut(upper, rows);
    }

    @Override
    public @Nullable Key lastKey(Session session) {
        return key(
                session,
                Fragment.of(
                        "select " + keys.texts() + " from " + from + " order by " + keys.descending() + " limit 1"));
    }

    private @Nullable Key key(Session session, Fragment query) {
        return session.first(query, (row, n) -> keyOf(row)).orElse(null);
    }

    private Key keyOf(ResultSet row) throws SQLException {
        return RowsReader.key(row, keys.names());
    }

    @Override
    public List<Key> boundaries(Session session, int parts) {
        String sample = table.rowEstimate() > SAMPLE_FROM
                ? " tablesample system ("
                        + Math.max(0.01, Math.min(100.0, 100.0 * SAMPLE_FROM / 4 / table.rowEstimate())) + ")"
                : "";
        String inner = "select " + aliased() + ", ntile(:sf_parts) over (order by " + keys.list() + ") as sf_tile from "
                + from + sample;
        StringJoiner texts = new StringJoiner(", ");
        StringJoiner order = new StringJoiner(", ");
        for (int i = 0; i < keys.names().size(); i++) {
            texts.add("sf_k" + i + "::text");
            order.add("sf_k" + i + " desc");
        }
        return session.list(
                Fragment.of(
                        "select distinct on (sf_tile) " + texts + " from (" + inner
                                + ") s where sf_tile < :sf_parts order by sf_tile, " + order,
                        "sf_parts",
                        parts),
                (row, n) -> keyOf(row));
    }

    @Override
    public List<Key> landmarks(Session session, int rowsApart) {
        return table.rowEstimate() > SAMPLE_FROM
                ? boundaries(session, (int) Math.min(LANDMARKS_MOST, table.rowEstimate() / rowsApart))
                : List.of();
    }

    private String aliased() {
        StringJoiner list = new StringJoiner(", ");
        List<Column> columns = table.keyset().columns();
        for (int i = 0; i < columns.size(); i++) {
            list.add(alias + "." + dialect.quote(columns.get(i).name()) + " as sf_k" + i);
        }
        return list.toString();
    }

    @Override
    public long count(Session session, KeyRange range, Fragment condition) {
        Fragment where = keys.in(range).and(condition);
        return session.sql(Fragment.join("select count(*) from " + from + " where " + where.sql(), where))
                .query(Long.class)
                .single();
    }

    @Override
    public Rows read(
            Session session,
            KeyRange range,
            Fragment condition,
            List<Identifier> columns,
            Locking locking,
            int rowsMax) {
        Fragment where = keys.in(range).and(condition);
        return rows(
                session,
                Fragment.join(
                                selectRows(columns) + " from " + from + " where " + where.sql() + " order by "
                                        + keys.list() + " limit :sf_rows" + lock(locking),
                                where)
                        .with("sf_rows", rowsMax),
                columns);
    }

    @Override
    public Rows reread(
            Session session, List<Key> wanted, Fragment condition, List<Identifier> columns, Locking locking) {
        PostgresKeys.Join join = keys.join(Rows.byColumn(wanted, keys.names().size()));
        return rows(
                session,
                Fragment.join(
                        selectRows(columns) + " from " + from + " join unnest("
                                + join.arrays().sql() + ") as v(" + join.aliases() + ") on " + join.condition()
                                + " where " + condition.sql() + " order by " + keys.list() + lock(locking),
                        join.arrays(),
                        condition),
                columns);
    }

    private String selectRows(List<Identifier> columns) {
        StringBuilder select = new StringBuilder("select " + keys.texts() + ", " + PostgresVersions.expression(alias));
        columns.forEach(c -> select.append(", ")
                .append(alias)
                .append(".")
                .append(dialect.quote(c))
                .append("::text"));
        return select.toString();
    }

    private Rows rows(Session session, Fragment query, List<Identifier> columns) {
        return session.sql(query).query(new RowsReader(keys.names(), PostgresVersions::read, columns));
    }

    private String lock(Locking locking) {
        String rows = " for no key update of " + alias;
        return switch (locking) {
            case NONE -> "";
            case WAIT -> rows;
            case SKIP -> rows + " skip locked";
            case NOWAIT -> rows + " nowait";
        };
    }

    @Override
    public int setRange(Session session, KeyRange range, Fragment condition, Map<Identifier, Fragment> assignments) {
        return session.update(rangeUpdate(range, condition, assignments));
    }

    private Fragment rangeUpdate(KeyRange range, Fragment condition, Map<Identifier, Fragment> assignments) {
        Fragment where = keys.in(range).and(condition);
        Fragment set = set(assignments);
        return Fragment.join("update " + from + " set " + set.sql() + " where " + where.sql(), set, where);
    }

    private Fragment set(Map<Identifier, Fragment> assignments) {
        StringJoiner list = new StringJoiner(", ");
        assignments.forEach((column, value) -> list.add(dialect.quote(column) + " = (" + value.sql() + ")"));
        return Fragment.join(list.toString(), assignments.values().toArray(Fragment[]::new));
    }

    @Override
    public int setRows(Session session, Rows rows, Fragment condition, Map<Identifier, Fragment> assignments) {
        PostgresKeys.Join join = keys.join(rows.keys());
        Fragment set = set(assignments);
        return session.update(Fragment.join(
                "update " + from + " set " + set.sql() + " from unnest("
                        + join.arrays().sql() + ") as v(" + join.aliases() + ") where " + join.condition() + " and ("
                        + condition.sql() + ")",
                set,
                join.arrays(),
                condition));
    }

    @Override
    public WrittenBack writeBack(
            Session session,
            KeyRange range,
            Rows rows,
            Fragment condition,
            Map<Identifier, @Nullable String[]> values,
            Map<Identifier, Fragment> constants) {
        return new PostgresWriteBack(dialect, table, keys).write(session, range, rows, condition, values, constants);
    }

    @Override
    public int deleteRows(Session session, Rows rows) {
        PostgresKeys.Join join = keys.join(rows.keys());
        return session.update(Fragment.join(
                "delete from " + from + " using unnest(" + join.arrays().sql() + ") as v(" + join.aliases() + ") where "
                        + join.condition(),
                join.arrays()));
    }

    @Override
    public int insertRows(Session session, Rows rows, TableName into, Map<Identifier, Fragment> columns) {
        PostgresKeys.Join join = keys.join(rows.keys());
        StringJoiner names = new StringJoiner(", ");
        StringJoiner values = new StringJoiner(", ");
        columns.forEach((column, value) -> {
            names.add(dialect.quote(column));
            values.add("(" + value.sql() + ")");
        });
        Fragment all = Fragment.join("", columns.values().toArray(Fragment[]::new));
        return session.update(Fragment.join(
                "insert into " + dialect.quote(into) + " (" + names + ") overriding system value select " + values
                        + " from " + from
                        + " join unnest(" + join.arrays().sql() + ") as v(" + join.aliases() + ") on "
                        + join.condition(),
                all,
                join.arrays()));
    }

    @Override
    public int insertBack(Session session, String[][] keyValues, Map<Identifier, @Nullable String[]> values) {
        return new PostgresWriteBack(dialect, table, keys).insert(session, values);
    }

    @Override
    public List<@Nullable String> hashes(Session session, Rows rows, List<Identifier> columns) {
        PostgresKeys.Join join = keys.join(rows.keys());
        String row = String.join(
                ", ", columns.stream().map(c -> alias + "." + dialect.quote(c)).toList());
        return session.list(
                Fragment.join(
                        "select case when " + alias + ".tableoid is not null then md5(row(" + row
                                + ")::text) end from unnest("
                                + join.arrays().sql()
                                + ") with ordinality as v(" + join.aliases() + ", sf_n) left join " + from + " on "
                                + join.condition()
                                + " order by v.sf_n",
                        join.arrays()),
                (result, n) -> result.getString(1));
    }

    @Override
    public PlanSeen explain(
            Session session,
            KeyRange range,
            Fragment condition,
            Map<Identifier, Fragment> assignments,
            @Nullable Identifier via) {
        Fragment where = keys.in(range).and(condition);
        Fragment statement = assignments.isEmpty()
                ? Fragment.join("select count(*) from " + from + " where " + where.sql(), where)
                : rangeUpdate(range, condition, assignments);
        return PostgresPlan.of(session, dialect, statement).seen(table.name(), via);
    }
}
