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
import org.jspecify.annotations.Nullable;

/** What a job does to rows, in a chunk's open transaction. Implementations hold no state and are used by several threads. */
public interface RowWork {

    /** The columns that {@link #rows} wants read. */
    List<Identifier> columns();

    ChunkSql sql();

    /** What rows of the walk match. */
    Fragment condition();

    /** How the walk locks rows that it reads, unless it is told to leave locked ones out. */
    Locking locks();

    /** Works on the rows of {@code range} that match the job's condition: reads them, and works on what was read. */
    default Worked walk(Session session, Partition partition, KeyRange range, Locking locking) {
        long begun = System.nanoTime();
        Locking how = locking == Locking.SKIP ? locking : locks();
        Rows rows = sql().read(session, range, condition(), columns(), how, Integer.MAX_VALUE);
        long read = System.nanoTime() - begun;
        return rows(session, partition, range, rows).after(read, 0);
    }

    /** Works on these rows, which are locked in this transaction and matched the condition a moment ago. */
    Worked rows(Session session, Partition partition, KeyRange range, Rows rows);

    /** Whether reading the next chunk while the last one is written is safe. */
    default boolean readsAhead() {
        return false;
    }

    /** Whether what was read ahead has to be read again, under a lock, before it is written. */
    default boolean readsTwice() {
        return false;
    }

    /** Reads the first {@code rows} rows of {@code rest} and computes what the chunk's transaction will write; only where it reads ahead. */
    default @Nullable Ahead ahead(Session reader, KeyRange rest, int rows, long bytesMax) {
        return null;
    }
}
