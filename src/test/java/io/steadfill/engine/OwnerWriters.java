package io.steadfill.engine;

import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that changes the other table of a job's predicate: owners of the third group become active and idle again, several in one
 * transaction and in no order, together with items of theirs.
 */
final class OwnerWriters implements AutoCloseable {

    static final int OWNERS = 300;

    private static final long NANOS_BETWEEN = 4_000_000;

    private final TestDatabase database;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger statements = new AtomicInteger();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<Thread> threads;

    OwnerWriters(TestDatabase database) {
        this.database = database;
        this.threads = List.of(new Thread(() -> work(1), "owners-1"), new Thread(() -> work(2), "owners-2"));
        threads.forEach(Thread::start);
    }

    /** What the database refused, in its own words. */
    List<String> refused() {
        return refused;
    }

    int statements() {
        return statements.get();
    }

    private void work(int seed) {
        Random random = new Random(seed);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            while (!stopped.get()) {
                try {
                    // Each thread has the owners of its own, so that the two do not deadlock with each other.
                    int owner = random.nextInt(OWNERS / 6) * 6 + (seed == 1 ? 2 : 5);
                    execute(
                            connection,
                            "update item set name = ? where owner_id = ? and id % 2 = 1",
                            "n" + owner,
                            owner);
                    execute(connection, "update owner set active = ? where id = ?", random.nextInt(2), owner);
                    connection.commit();
                } catch (SQLException e) {
                    connection.rollback();
                    refused.add(e.getSQLState() + " " + e.getErrorCode() + " " + e.getMessage());
                }
                LockSupport.parkNanos(NANOS_BETWEEN);
            }
        } catch (SQLException e) {
            refused.add("connection: " + e.getMessage());
        }
    }

    private void execute(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
            statements.incrementAndGet();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends the writers and waits for their last statements. */
    void stop() {
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
