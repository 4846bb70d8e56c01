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
import java.util.List;
import java.util.Map;

/** Rows copied into another table of the same database; the source rows stay locked until the copy is committed. */
record CopyWork(ChunkSql sql, Fragment condition, TableName into, Map<Identifier, Fragment> columnsInto, Locking locks)
        implements RowWork {

    @Override
    public List<Identifier> columns() {
        return List.of();
    }

    @Override
    public Worked walk(Session session, Partition partition, KeyRange range, Locking locking) {
        long begun = System.nanoTime();
        Locking how = locking == Locking.SKIP ? locking : locks;
        Rows rows = sql.read(session, range, condition, columns(), how, Integer.MAX_VALUE);
        long read = System.nanoTime() - begun;
        return rows(session, partition, range, rows).after(read, 0);
    }

    @Override
    public Worked rows(Session session, Partition partition, KeyRange range, Rows locked) {
        if (locked.isEmpty()) {
            return Worked.NOTHING;
        }
        Rows rows = sql.reread(session, DeleteWork.keys(locked), condition, columns(), Locking.NONE);
        return rows.isEmpty() ? Worked.NOTHING : Worked.changed(sql.insertRows(session, rows, into, columnsInto));
    }
}
