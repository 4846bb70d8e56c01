package io.steadfill.database.mysql.chunks;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Cut;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.PlanSeen;
import io.steadfill.database.Session;
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
import org.jspecify.annotations.Nullable;

/**
 * Chunk statements for InnoDB: rows are locked first, in key order, and written by a second statement that names their keys, joined as
 * JSON; a statement over the range would wait a whole second for a row that SKIP LOCKED has left out. The row lock is the guard.
 */
public final class InnoDbChunks implements ChunkSql {

    private final Dialect dialect;
    private final String forUpdate;
    private final Table table;
    private final InnoDbKeys keys;
    private final InnoDbWrites writes;
    private final InnoDbWidth width;
    private final String index;
    private final String alias;
    private final String from;
    private final @Nullable Identifier via;

    /**
     * @param forUpdate the ending of a select that locks the rows of this table alone
     * @param via another index that reads may go by
     */
    public InnoDbChunks(Dialect dialect, String forUpdate, Table table, @Nullable Identifier via) {
        this.dialect = dialect;
        this.forUpdate = forUpdate;
        this.table = table;
        this.via = via;
        this.alias = dialect.quote(table.name().table());
        this.keys = new InnoDbKeys(dialect, alias, table.keyset());
        this.index = dialect.quote(new Identifier(table.keyset().index()));
        this.from = dialect.quote(table.name()) + " as " + alias;
        this.writes = new InnoDbWrites(dialect, table, keys, walk());
        this.width = new InnoDbWidth(dialect, table, keys, walk());
    }

    InnoDbKeys keys() {
        return keys;
    }

    /** The table, read by the key's index and no other. */
    String walk() {
        return from + " force index (" + index + ")";
    }

    /** Without the hint, statistics that say "hardly any NULLs left" make the optimizer leave the key for another index. */
    private String search() {
        return via == null ? walk() : from + " force index (" + index + ", " + dialect.quote(via) + ")";
    }

    @Override
    public @Nullable Key upperBound(Session session, KeyRange rest, int rows) {
        Fragment in = keys.in(rest);
        return key(
                session,
                Fragment.join(
                                "select " + keys.texts() + " from " + walk() + " where " + in.sql() + " order by "
                                        + keys.list() + " limit 1 offset :sf_skip",
                                in)
                        .with("sf_skip", rows - 1));
    }

    @Override
    public @Nullable Cut cut(
            Session session, KeyRange rest, int rows, Fragment condition, List<Identifier> columns, long bytesMax) {
        if (width.isWide(columns)) {
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
                        "select " + keys.texts() + " from " + walk() + " order by " + keys.descending() + " limit 1"));
    }

    @Nullable
    Key key(Session session, Fragment query) {
        return session.first(query, (row, n) -> keyOf(row)).orElse(null);
    }

    Key keyOf(ResultSet row) throws SQLException {
        return RowsReader.key(row, keys.names());
    }

    @Override
    public List<Key> boundaries(Session session, int parts) {
        return new InnoDbBoundaries(this, table).cut(session, parts);
    }

    /** None: what {@link #boundaries} asks for each key costs more than reading a few thousand rows of a clustered index. */
    @Override
    public List<Key> landmarks(Session session, int rowsApart) {
        return List.of();
    }

    @Override
    public long count(Session session, KeyRange range, Fragment condition) {
        Fragment where = keys.in(range).and(condition);
        return session.sql(Fragment.join("select count(*) from " + search() + " where " + where.sql(), where))
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
                                selectRows(columns, locking) + " from " + search() + " where " + where.sql()
                                        + " order by " + keys.list() + " limit :sf_rows_max" + lock(locking),
                                where)
                        .with("sf_rows_max", rowsMax),
                columns);
    }

    @Override
    public Rows reread(
            Session session, List<Key> wanted, Fragment condition, List<Identifier> columns, Locking locking) {
        if (wanted.isEmpty()) {
            return new Rows(keys.names(), new String[keys.names().size()][0], new String[0], columns, none(columns));
        }
        Fragment joined = writes.joined(Rows.byColumn(wanted, keys.names().size()));
        return rows(
                session,
                Fragment.join(
                        selectRows(columns, locking) + " from " + joined.sql() + " where (" + condition.sql()
                                + ") order by " + keys.list() + lock(locking),
                        joined,
                        condition),
                columns);
    }

    private static @Nullable String[][] none(List<Identifier> columns) {
        return new @Nullable String[columns.size()][0];
    }

    private String selectRows(List<Identifier> columns, Locking locking) {
        StringBuilder select = new StringBuilder("select " + keys.texts());
        select.append(locking == Locking.NONE ? ", '" + InnoDbWrites.UNLOCKED + "'" : ", ''");
        columns.forEach(
                c -> select.append(", ").append(InnoDbValues.text(table.require(c), alias + "." + dialect.quote(c))));
        return select.toString();
    }

    private Rows rows(Session session, Fragment query, List<Identifier> columns) {
        return session.sql(query).query(new RowsReader(keys.names(), ResultSet::getString, columns));
    }

    private String lock(Locking locking) {
        return switch (locking) {
            case NONE -> "";
            case WAIT -> forUpdate;
            case SKIP -> forUpdate + " skip locked";
            case NOWAIT -> forUpdate + " nowait";
        };
    }

    @Override
    public int setRange(Session session, KeyRange range, Fragment condition, Map<Identifier, Fragment> assignments) {
        Rows locked = read(session, range, condition, List.of(), Locking.SKIP, Integer.MAX_VALUE);
        return setRows(session, locked, condition, assignments);
    }

    @Override
    public int setRows(Session session, Rows rows, Fragment condition, Map<Identifier, Fragment> assignments) {
        return writes.setRows(session, rows, condition, assignments);
    }

    @Override
    public WrittenBack writeBack(
            Session session,
            KeyRange range,
            Rows rows,
            Fragment condition,
            Map<Identifier, @Nullable String[]> values,
            Map<Identifier, Fragment> constants) {
        return writes.writeBack(session, keys.in(range).and(condition), rows, condition, values, constants);
    }

    @Override
    public int deleteRows(Session session, Rows rows) {
        return writes.deleteRows(session, rows);
    }

    @Override
    public int insertRows(Session session, Rows rows, TableName into, Map<Identifier, Fragment> columns) {
        return writes.insertRows(session, rows, into, columns);
    }

    @Override
    public int insertBack(Session session, String[][] keyValues, Map<Identifier, @Nullable String[]> values) {
        return writes.insertBack(session, keyValues, values);
    }

    @Override
    public List<@Nullable String> hashes(Session session, Rows rows, List<Identifier> columns) {
        return writes.hashes(session, rows, columns);
    }

    @Override
    public PlanSeen explain(
            Session session,
            KeyRange range,
            Fragment condition,
            Map<Identifier, Fragment> assignments,
            @Nullable Identifier via) {
        Fragment where = keys.in(range).and(condition);
        String read = via == null ? walk() : from + " force index (" + dialect.quote(via) + ")";
        Fragment statement = Fragment.join(
                "select " + keys.texts() + " from " + read + " where " + where.sql() + " order by " + keys.list()
                        + (assignments.isEmpty() ? "" : lock(Locking.SKIP)),
                where);
        assignments.values().forEach(value -> understood(session, value));
        InnoDbPlan plan = InnoDbPlan.of(session, table.name().table().name(), statement);
        return new PlanSeen(
                statement.sql(),
                plan.text(),
                plan.goesBy(via == null ? table.keyset().index() : via.name()));
    }

    /** The plan is that of the lock, which reads no value: whether the server takes one is asked apart. */
    private void understood(Session session, Fragment value) {
        Fragment never = Fragment.join("select " + value.sql() + " from " + from + " where 1 = 0", value);
        InnoDbPlan.of(session, table.name().table().name(), never);
    }
}
