package io.steadfill.chunk.work;

import io.steadfill.checkpoint.Partition;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.KeyRange;
import java.util.List;
import java.util.Map;

/**
 * Columns set to SQL expressions.
 *
 * @param lockFirst whether condition or expressions read more than the row: its locks are then taken before a second statement, whose
 *     snapshot is newer, decides
 * @param locks how the walk locks rows where it does so first
 */
record SetWork(
        ChunkSql sql,
        Fragment condition,
        Map<Identifier, Fragment> assignments,
        boolean lockFirst,
        Locking locks,
        Images images)
        implements RowWork {

    @Override
    public List<Identifier> columns() {
        return images.columns();
    }

    @Override
    public Worked walk(Session session, Partition partition, KeyRange range, Locking locking) {
        if (!lockFirst && !images.isKept() && locking == Locking.WAIT) {
            return Worked.changed(sql.setRange(session, range, condition, assignments));
        }
        return RowWork.super.walk(session, partition, range, locking);
    }

    @Override
    public Worked rows(Session session, Partition partition, KeyRange range, Rows rows) {
        if (rows.isEmpty()) {
            return Worked.NOTHING;
        }
        int changed = sql.setRows(session, rows, condition, assignments);
        images.keepChanged(session, partition, rows);
        return Worked.changed(changed);
    }
}
