package io.steadfill.chunk;

import io.steadfill.chunk.work.Ahead;
import io.steadfill.database.rows.Locking;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the next chunk is to be tried.
 *
 * @param rows most rows to step over
 * @param bytesMax most bytes to bring into Java, but for a single row
 * @param poison what the database said of the one row that this chunk is made of; it goes to quarantine unworked. Null for ordinary work
 * @param ahead what was read before; null where the chunk reads for itself
 */
record ChunkPlan(
        int rows,
        long bytesMax,
        Locking locking,
        Duration statementTimeout,
        @Nullable SQLException poison,
        @Nullable Ahead ahead) {

    boolean isPlain() {
        return poison == null && locking == Locking.WAIT;
    }

    ChunkPlan with(@Nullable Ahead read) {
        return new ChunkPlan(read == null ? rows : read.asked(), bytesMax, locking, statementTimeout, poison, read);
    }
}
