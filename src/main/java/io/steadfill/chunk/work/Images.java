package io.steadfill.chunk.work;

import io.steadfill.checkpoint.BeforeImages;
import io.steadfill.checkpoint.Partition;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Session;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import java.util.Collections;
import java.util.List;

/** The before-images that a job keeps: of which columns; none where the list is empty. */
record Images(ChunkSql sql, BeforeImages store, List<Identifier> columns) {

    boolean isKept() {
        return !columns.isEmpty();
    }

    /** Keeps the old values that the rows carry, with hashes of what is there now. */
    void keepChanged(Session session, Partition partition, Rows rows) {
        if (isKept() && !rows.isEmpty()) {
            store.keep(session, partition, rows, columns, sql.hashes(session, rows, columns));
        }
    }

    /** Keeps the old values of rows that are deleted. */
    void keepDeleted(Session session, Partition partition, Rows rows) {
        if (isKept() && !rows.isEmpty()) {
            store.keep(session, partition, rows, columns, Collections.nCopies(rows.size(), null));
        }
    }
}
