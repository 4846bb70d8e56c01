package io.steadfill.bench;

import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * An application in open loop: it begins {@value #OPERATIONS} operations a second whether or not the earlier ones are answered, half of
 * them reads by key and half point updates; latency counts from the moment an operation was due.
 */
final class Foreground implements AutoCloseable {

    private static final int OPERATIONS = 600;
    private static final int CLIENTS = 8;

    private final TestDatabase database;
    private final int rows;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final List<Future<List<Long>>> running = new ArrayList<>();

    Foreground(TestDatabase database, int rows) {
        this.database = database;
        this.rows = rows;
    }

    Foreground begin() {
        long start = System.nanoTime();
        for (int client = 0; client < CLIENTS; client++) {
            int mine = client;
            running.add(clients.submit(() -> loop(start, mine)));
        }
        return this;
    }

    private List<Long> loop(long start, int client) throws SQLException {
        List<Long> nanos = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement read =
                        connection.prepareStatement("select email, clean from " + Customers.TABLE + " where id = ?");
                PreparedStatement write =
                        connection.prepareStatement("update " + Customers.TABLE + " set note = ? where id = ?")) {
            for (long n = client; !over.get(); n += CLIENTS) {
                long due = start + n * 1_000_000_000L / OPERATIONS;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                long id = ThreadLocalRandom.current().nextLong(1, rows + 1L);
                if (n / CLIENTS % 2 == 0) {
                    read.setLong(1, id);
                    read.executeQuery().close();
                } else {
                    write.setString(1, "note " + n);
                    write.setLong(2, id);
                    write.executeUpdate();
                }
                nanos.add(System.nanoTime() - due);
            }
        }
        return nanos;
    }

    /** Ends the load; returns its latencies in milliseconds, sorted. */
    double[] end() throws Exception {
        over.set(true);
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> client : running) {
            all.addAll(client.get());
        }
        return all.stream().mapToDouble(nanos -> nanos / 1e6).sorted().toArray();
    }

    static double percentile(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }

    @Override
    public void close() {
        over.set(true);
        clients.shutdownNow();
    }

    /** The latencies of {@code seconds} of load with nothing beside it. */
    static double[] alone(TestDatabase database, int rows, int seconds) throws Exception {
        try (Foreground load = new Foreground(database, rows).begin()) {
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(50_000_000);
            }
            return load.end();
        }
    }
}
