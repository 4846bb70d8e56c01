package io.steadfill.chunk;

import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.keyset.KeyRange;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Reads and computes the next chunk on a thread and a connection of its own while the last one is written. What it read is thrown away when
 * the walk went elsewhere.
 */
final class ReadAhead implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);

    private final Backfill run;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(new CustomizableThreadFactory("reader-"));
    private @Nullable Session session;
    private @Nullable Future<@Nullable Ahead> pending;
    private @Nullable KeyRange pendingRest;

    ReadAhead(Backfill run) {
        this.run = run;
    }

    /** Begins to read the first {@code rows} rows of {@code rest}. */
    void begin(KeyRange rest, int rows, long bytesMax) {
        pendingRest = rest;
        pending = thread.submit(() -> read(rest, rows, bytesMax));
    }

    /** What was read of {@code rest}, reading it now when nothing was; null when reading failed, so that the chunk reads for itself. */
    @Nullable
    Ahead take(KeyRange rest, int rows, long bytesMax) throws InterruptedException {
        if (pending == null || !rest.equals(pendingRest)) {
            begin(rest, rows, bytesMax);
        }
        Future<@Nullable Ahead> future = java.util.Objects.requireNonNull(pending);
        pending = null;
        try {
            return future.get();
        } catch (ExecutionException e) {
            LOG.debug("reading ahead failed; the chunk reads for itself", e);
            return null;
        }
    }

    private @Nullable Ahead read(KeyRange rest, int rows, long bytesMax) throws SQLException {
        Session reader = session;
        if (reader == null) {
            reader = run.database().open(Purpose.WORK);
            session = reader;
        }
        try {
            reader.begin(TransactionSettings.READING);
            Ahead ahead = run.work().ahead(reader, rest, rows, bytesMax);
            // There is nothing to commit.
            reader.rollback();
            return ahead;
        } catch (SQLException | RuntimeException e) {
            session = null;
            reader.abandon();
            reader.close();
            throw e;
        }
    }

    @Override
    public void close() {
        thread.execute(() -> {
            if (session != null) {
                session.close();
            }
        });
        thread.shutdown();
    }
}
