package io.steadfill.throttle.sampling;

import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A background thread that takes readings of one server. It may hang or die: a reading that is not renewed says so by its age. */
public final class Sampler implements AutoCloseable {

    private static final TransactionSettings SETTINGS =
            new TransactionSettings(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5), false, true);

    private static final Duration END_WAIT = Duration.ofSeconds(1);

    private final Source source;
    private final List<Reading> readings;
    private final Duration period;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Session current;

    /** Opens a session, or says in time why it cannot. */
    public interface Source {
        Session open() throws SQLException;
    }

    public Sampler(String name, Source source, List<Reading> readings, Duration period) {
        this.source = source;
        this.readings = List.copyOf(readings);
        this.period = period;
        this.thread = new Thread(this::run, "throttle-" + name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                sample();
            } while (!closed.await(period.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void sample() {
        try (Session session = source.open()) {
            current = session;
            for (Reading reading : readings) {
                take(reading, session);
            }
        } catch (SQLException | RuntimeException e) {
            readings.forEach(reading -> reading.failed(words(e)));
        } finally {
            current = null;
        }
    }

    /** Each reading has a transaction of its own: PostgreSQL refuses everything after the first error in one. */
    private void take(Reading reading, Session session) throws SQLException {
        session.begin(SETTINGS);
        try {
            reading.read(session);
        } catch (RuntimeException e) {
            if (isDenied(session, e)) {
                reading.denied();
            } else {
                reading.failed(words(e));
            }
        } finally {
            session.rollback();
        }
    }

    private static boolean isDenied(Session session, Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return session.dialect().failure(sql) == Failure.PRIVILEGE;
            }
        }
        return false;
    }

    private static String words(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** Ends the thread; one that hangs in the network has its connection cut. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(END_WAIT.toMillis());
            Session hanging = current;
            if (thread.isAlive() && hanging != null) {
                hanging.abandon();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
