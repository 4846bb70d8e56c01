package io.steadfill.engine.batch;

import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Threads of an application that write in small transactions until they are told to stop. */
abstract class Writers implements AutoCloseable {

    private final TestDatabase database;
    private final Duration between;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger statements = new AtomicInteger();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** @param between from the begin of one transaction of a thread to that of its next */
    Writers(TestDatabase database, Duration between) {
        this.database = database;
        this.between = between;
    }

    /** Begins as many threads, numbered from 0. */
    final void begin(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> work(number), getClass().getSimpleName() + "-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    /**
     * One transaction of a thread.
     *
     * @return what is to be remembered once it is committed
     */
    abstract Runnable transaction(Connection connection, Random random, int number) throws SQLException;

    /** What the database refused, in its own words. */
    final List<String> refused() {
        return refused;
    }

    final int statements() {
        return statements.get();
    }

    private void work(int number) {
        Random random = new Random(42 + number);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            while (!stopped.get()) {
                long begun = System.nanoTime();
                try {
                    Runnable acknowledged = transaction(connection, random, number);
                    connection.commit();
                    acknowledged.run();
                } catch (SQLException e) {
                    connection.rollback();
                    refused.add(e.getSQLState() + " " + e.getErrorCode() + " " + e.getMessage());
                }
                LockSupport.parkNanos(between.toNanos() - (System.nanoTime() - begun));
            }
        } catch (SQLException e) {
            refused.add("connection: " + e.getMessage());
        }
    }

    final void execute(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
            statements.incrementAndGet();
        }
    }

    @Override
    public final void close() {
        stop();
    }

    /** Ends all threads and waits for their last statements. */
    final void stop() {
        stopped.set(true);
        for (Thread thread : threads) {
            try {
                thread.join(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
