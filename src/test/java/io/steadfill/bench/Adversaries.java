package io.steadfill.bench;

import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Application threads that each update two rows, in any order, inside the very window that is being filled. */
final class Adversaries implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int WINDOW = 10_000;

    private final TestDatabase database;
    private final int rows;
    private final LongSupplier filled;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Future<?>> running = new ArrayList<>();
    private final LongAdder commits = new LongAdder();
    private final LongAdder killed = new LongAdder();

    /** @param filled how many rows are done, in key order */
    Adversaries(TestDatabase database, int rows, LongSupplier filled) {
        this.database = database;
        this.rows = rows;
        this.filled = filled;
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(this::loop));
        }
    }

    private Void loop() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement write =
                        connection.prepareStatement("update " + Customers.TABLE + " set note = 'new' where id = ?")) {
            connection.setAutoCommit(false);
            while (!over.get()) {
                // The last window stays busy to the end of the run, but never a single row for itself.
                long from = Math.max(0, Math.min(filled.getAsLong(), rows - WINDOW));
                try {
                    for (int i = 0; i < 2; i++) {
                        write.setLong(
                                1,
                                Math.min(
                                        rows,
                                        from + 1 + ThreadLocalRandom.current().nextInt(WINDOW)));
                        write.executeUpdate();
                    }
                    connection.commit();
                    commits.increment();
                } catch (SQLException e) {
                    connection.rollback();
                    killed.increment();
                }
            }
        }
        return null;
    }

    long commits() {
        return commits.sum();
    }

    /** Transactions of the application that the server ended. */
    long killed() {
        return killed.sum();
    }

    @Override
    public void close() {
        over.set(true);
        try {
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an adversary died", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
