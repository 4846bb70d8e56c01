package io.steadfill.chunk;

import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.event.PhaseTimes;
import io.steadfill.chunk.work.Ahead;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.keyset.KeyRange;
import java.sql.SQLException;
import java.util.Objects;
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
    private final Foresight foresight = new Foresight();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(new CustomizableThreadFactory("reader-"));
    private final WorkSession session;
    private @Nullable Future<@Nullable Ahead> pending;
    private @Nullable KeyRange pendingRest;
    private boolean lastWasAhead;

    ReadAhead(Backfill run) {
        this.run = run;
        this.session = new WorkSession(run.database());
    }

    /**
     * The plan with what was read ahead for it, if that is safe and pays; the chunk after it is then being read, while this one is written.
     *
     * @param rowsNext how many rows that chunk may have
     */
    ChunkPlan plan(Partition partition, ChunkPlan plan, int rowsNext) {
        lastWasAhead = isSafe(partition, plan) && (!run.work().readsTwice() || foresight.pays());
        if (!lastWasAhead) {
            return plan;
        }
        try {
            Ahead read = take(partition.rest(), plan.rows(), plan.bytesMax());
            if (read != null && !read.last() && read.range().upTo() != null) {
                begin(partition.rest().beyond(read.range().upTo()), rowsNext, plan.bytesMax());
            }
            return plan.with(read);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return plan;
        }
    }

    private boolean isSafe(Partition partition, ChunkPlan plan) {
        return partition.sweep() == 0
                && run.definition().via() == null
                && plan.isPlain()
                && !run.canary().isWanted()
                && run.work().readsAhead();
    }

    /** Takes to heart where the time of the last chunk went. */
    void learn(PhaseTimes last) {
        foresight.learn(last, lastWasAhead && run.work().readsTwice());
    }

    /** Begins to read the first {@code rows} rows of {@code rest}. */
    private void begin(KeyRange rest, int rows, long bytesMax) {
        pendingRest = rest;
        pending = thread.submit(() -> read(rest, rows, bytesMax));
    }

    /** What was read of {@code rest}, reading it now when nothing was; null when reading failed, so that the chunk reads for itself. */
    private @Nullable Ahead take(KeyRange rest, int rows, long bytesMax) throws InterruptedException {
        if (pending == null || !rest.equals(pendingRest)) {
            begin(rest, rows, bytesMax);
        }
        Future<@Nullable Ahead> future = Objects.requireNonNull(pending);
        pending = null;
        try {
            return future.get();
        } catch (ExecutionException e) {
            LOG.debug("reading ahead failed; the chunk reads for itself", e);
            return null;
        }
    }

    private @Nullable Ahead read(KeyRange rest, int rows, long bytesMax) throws SQLException {
        Session reader = session.get();
        try {
            reader.begin(TransactionSettings.READING);
            Ahead ahead = run.work().ahead(reader, rest, rows, bytesMax);
            // There is nothing to commit.
            reader.rollback();
            return ahead;
        } catch (SQLException | RuntimeException e) {
            session.abandon();
            throw e;
        }
    }

    @Override
    public void close() {
        if (pendingRest != null) {
            thread.execute(session::close);
        }
        thread.shutdown();
    }
}
