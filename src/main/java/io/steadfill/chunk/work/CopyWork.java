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
    public Worked rows(Session session, Partition partition, KeyRange range, Rows locked) {
        if (locked.isEmpty()) {
            return Worked.NOTHING;
        }
        Rows rows = sql.reread(session, locked.keyList(), condition, columns(), Locking.NONE);
        return rows.isEmpty() ? Worked.NOTHING : Worked.changed(sql.insertRows(session, rows, into, columnsInto));
    }
}
