package io.steadfill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a database and breaks what passes: a COMMIT, a connection, all of them, the network. Knows a COMMIT in
 * the protocols of PostgreSQL, MySQL and MariaDB; connections must not be encrypted.
 */
public final class FaultProxy implements AutoCloseable {

    private final TestDatabase database;
    private final ServerSocket listener;
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final CountDownLatch delivered = new CountDownLatch(1);

    private @Nullable CommitFault fault;
    private int commitsUntilFault;
    private String counted = "";
    private CountDownLatch fired = new CountDownLatch(0);
    private int commits;
    private boolean refusing;
    private boolean silent;
    private volatile Duration latency = Duration.ZERO;

    private FaultProxy(TestDatabase database, ServerSocket listener) {
        this.database = database;
        this.listener = listener;
    }

    /** Begins to listen; everything passes until something is asked for. */
    public static FaultProxy before(TestDatabase database) {
        try {
            FaultProxy proxy = new FaultProxy(database, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Relay.daemon("accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDBC URL of the database through this proxy, credentials included. */
    public String url() {
        return database.urlThrough(listener.getLocalPort());
    }

    /** Breaks a single COMMIT: the n-th from now, on whichever connection it comes; 1 is the next. */
    public synchronized void breakCommit(CommitFault how, int nth) {
        breakCommitOf("", how, nth);
    }

    /**
     * The same, of those transactions only in which the client has said {@code words}. A statement that is prepared on the server has words no
     * more.
     */
    public synchronized void breakCommitOf(String words, CommitFault how, int nth) {
        counted = words;
        fault = how;
        commitsUntilFault = nth;
        fired = new CountDownLatch(1);
    }

    /** Waits until the COMMIT was broken, with a lost answer: until the server has answered. Says whether it was in time. */
    public boolean awaitBroken(Duration limit) throws InterruptedException {
        CountDownLatch awaited;
        synchronized (this) {
            awaited = fired;
        }
        return awaited.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets a COMMIT that was to be delivered late go on to the server. */
    public void deliver() {
        delivered.countDown();
    }

    /** How many COMMITs clients have sent. */
    public synchronized int commits() {
        return commits;
    }

    /** Resets every connection; new ones may be made at once. */
    public void reset() {
        relays.forEach(Relay::reset);
    }

    /** Resets every connection and every one that is tried, until {@link #heal}. */
    public void cut() {
        synchronized (this) {
            refusing = true;
        }
        reset();
    }

    /** Lets nothing through in either direction, without a word to anybody, until {@link #heal}. */
    public synchronized void silence() {
        silent = true;
    }

    /** Ends a cut, a silence and a delay; what was held back goes on. */
    public synchronized void heal() {
        refusing = false;
        silent = false;
        latency = Duration.ZERO;
        notifyAll();
    }

    /** Holds back every message of a client for so long. */
    public void delay(Duration duration) {
        latency = duration;
    }

    @Override
    public void close() throws IOException {
        heal();
        deliver();
        listener.close();
        reset();
    }

    /** Whether a transaction in which a client says this is one of those whose COMMIT counts. */
    synchronized boolean counts(byte[] message) {
        return counted.isEmpty() || new String(message, StandardCharsets.ISO_8859_1).contains(counted);
    }

    /** Called for each COMMIT; says what is to be done with this one. */
    synchronized @Nullable CommitFault commitSeen(boolean counts) {
        commits++;
        if (fault == null || !counts || --commitsUntilFault > 0) {
            return null;
        }
        CommitFault now = fault;
        fault = null;
        return now;
    }

    synchronized void broken() {
        fired.countDown();
    }

    void awaitDelivery() throws InterruptedException {
        delivered.await();
    }

    synchronized void awaitSound() throws InterruptedException {
        while (silent) {
            wait();
        }
    }

    Duration latency() {
        return latency;
    }

    void ended(Relay relay) {
        relays.remove(relay);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            try {
                relay(client);
            } catch (IOException e) {
                // The server is away, which the client learns as it would without us.
                Relay.reset(client);
            }
        }
    }

    private void relay(Socket client) throws IOException {
        Relay relay = new Relay(this, client, new Socket(database.host(), database.port()));
        relays.add(relay);
        if (isRefusing()) {
            relay.reset();
            return;
        }
        relay.start(
                switch (database.lane().vendor()) {
                    case POSTGRESQL -> new PostgresProtocol();
                    case MYSQL, MARIADB -> new MySqlProtocol();
                });
    }

    private synchronized boolean isRefusing() {
        return refusing;
    }
}
