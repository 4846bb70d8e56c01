package io.steadfill.database;

import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.database.rows.WrittenBack;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements of chunks over one table. Inside them the table goes by its own bare name, so that conditions and expressions of a job
 * may write {@code column} or {@code table.column}. Every method runs in the session's open transaction, and none ends it. Keys are compared by the database alone.
 */
public interface ChunkSql {

    /** The key of the {@code rows}-th row of {@code rest} in key order; null when there are fewer. */
    @Nullable
    Key upperBound(Session session, KeyRange rest, int rows);

    /**
     * Where a chunk at the beginning of {@code rest} ends: after {@code rows} rows, or sooner where those that match {@code condition} would
     * bring more than {@code bytesMax} bytes of {@code columns} into Java, but not before the first row. Null when {@code rest} ends first. With {@link Integer#MAX_VALUE} rows only bytes count.
     */
    @Nullable
    Cut cut(Session session, KeyRange rest, int rows, Fragment condition, List<Identifier> columns, long bytesMax);

    /** The largest key of the table; null when it is empty. */
    @Nullable
    Key lastKey(Session session);

    /**
     * Keys that cut the table into about {@code parts} pieces of equal size, in key order, from a sample; fewer or none for a small table.
     */
    List<Key> boundaries(Session session, int parts);

    /**
     * Keys about {@code rowsApart} rows apart, or more in a very large table, in key order, from a sample that costs far less than reading
     * the table once; none where there is no such sample.
     */
    List<Key> landmarks(Session session, int rowsApart);

    /** How many rows of {@code range} match {@code condition}. */
    long count(Session session, KeyRange range, Fragment condition);

    /**
     * The rows of {@code range} that match {@code condition}, in key order, at most {@code rowsMax}, with the values of {@code columns};
     * locked as {@code locking} says.
     */
    Rows read(
            Session session,
            KeyRange range,
            Fragment condition,
            List<Identifier> columns,
            Locking locking,
            int rowsMax);

    /** Reads the rows with these keys again that are still there and match {@code condition}. */
    Rows reread(Session session, List<Key> keys, Fragment condition, List<Identifier> columns, Locking locking);

    /**
     * Sets columns in all rows of {@code range} that match {@code condition}; only for expressions that read nothing but the row.
     *
     * @return rows changed
     */
    int setRange(Session session, KeyRange range, Fragment condition, Map<Identifier, Fragment> assignments);

    /** Sets columns in locked rows, by their keys, where {@code condition} still holds; returns the rows changed. */
    int setRows(Session session, Rows rows, Fragment condition, Map<Identifier, Fragment> assignments);

    /**
     * Writes computed values back where a row is still the version that was read and matches {@code condition}.
     *
     * @param values one array a column, in the rows' order; a null is NULL
     * @param constants further columns set to expressions, such as a version counter
     */
    WrittenBack writeBack(
            Session session,
            KeyRange range,
            Rows rows,
            Fragment condition,
            Map<Identifier, @Nullable String[]> values,
            Map<Identifier, Fragment> constants);

    /** Deletes locked rows by their keys; returns how many. */
    int deleteRows(Session session, Rows rows);

    /** Inserts into another table one row for each of the locked rows; columns are expressions over the source row. */
    int insertRows(Session session, Rows rows, TableName into, Map<Identifier, Fragment> columns);

    /**
     * Inserts rows as they were kept, where there is none of their key by now.
     *
     * @param keys one array a key column, in the rows' order
     * @param values one array a column; a null is NULL
     * @return how many were inserted
     */
    int insertBack(Session session, String[][] keys, Map<Identifier, @Nullable String[]> values);

    /**
     * A hash by the server of {@code columns} of each row, in the rows' order; null for a row that is gone. Equal hashes mean equal values.
     */
    List<@Nullable String> hashes(Session session, Rows rows, List<Identifier> columns);

    /**
     * The plan that the server makes for a chunk's read over {@code range}, as text, and whether it uses the key's index (or {@code via}).
     */
    PlanSeen explain(
            Session session,
            KeyRange range,
            Fragment condition,
            Map<Identifier, Fragment> assignments,
            @Nullable Identifier via)
            throws SQLException;
}
