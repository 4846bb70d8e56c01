package io.steadfill.chunk.work;

import io.steadfill.checkpoint.Partition;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.keyset.KeyRange;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Rows deleted, or moved into another table where {@code into} names one.
 *
 * @param moved columns of the other table as expressions over the row; empty for a plain delete
 */
record DeleteWork(
        ChunkSql sql,
        Fragment condition,
        @Nullable TableName into,
        Map<Identifier, Fragment> moved,
        boolean lockFirst,
        Locking locks,
        Images images)
        implements RowWork {

    private static final String CHECK_VIOLATED = "23514";

    @Override
    public List<Identifier> columns() {
        return images.columns();
    }

    @Override
    public Worked rows(Session session, Partition partition, KeyRange range, Rows locked) {
        Rows rows = locked;
        if (lockFirst && !locked.isEmpty()) {
            // Only a statement that begins after the locks are held sees what the other table says now.
            rows = sql.reread(session, locked.keyList(), condition, columns(), Locking.NONE);
        }
        if (rows.isEmpty()) {
            return Worked.NOTHING;
        }
        if (into != null) {
            int arrived = sql.insertRows(session, rows, into, moved);
            if (arrived != rows.size()) {
                String says = "only " + arrived + " of " + rows.size() + " rows arrived in " + into
                        + ": a trigger of it keeps rows out, or puts them elsewhere";
                throw new DataIntegrityViolationException(says, new SQLException(says, CHECK_VIOLATED));
            }
        }
        images.keepDeleted(session, partition, rows);
        return Worked.changed(sql.deleteRows(session, rows));
    }
}
