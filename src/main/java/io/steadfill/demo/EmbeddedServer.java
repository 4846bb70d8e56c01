package io.steadfill.demo;

import io.steadfill.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The PostgreSQL that comes with the jar, for {@code demo} and {@code --embedded}: durable, on loopback, behind a random password,
 * with all that it keeps in one directory. A process that finds it running joins it; the last one to close it stops it. A process
 * that is killed leaves it running or its files as after a power cut: the next start joins it, or recovers.
 */
public final class EmbeddedServer implements AutoCloseable {

    /** Where it keeps its data unless told otherwise, below the working directory. */
    public static final Path DEFAULT_DIRECTORY = Path.of("data", "postgres");

    private static final String MARK = "README";
    private static final Duration TURN = Duration.ofSeconds(90);

    private final Path home;
    private final Cluster cluster;
    private final Guests guests;
    private final String password;
    private final int port;
    private boolean closed;

    private EmbeddedServer(Path home, Cluster cluster, Guests guests, String password, int port) {
        this.home = home;
        this.cluster = cluster;
        this.guests = guests;
        this.password = password;
        this.port = port;
    }

    /**
     * Starts the server over the directory, or joins it where it runs already. Whoever starts it closes it after the last use;
     * nothing stops it by itself.
     *
     * @throws io.steadfill.problem.ProblemException when this machine cannot run it, or the directory holds something else
     */
    @SuppressWarnings("try") // The turn is held, not used.
    public static EmbeddedServer start(Path directory) {
        Path home = directory.toAbsolutePath().normalize();
        PostgresBinaries binaries = PostgresBinaries.ofThisMachine();
        // File locks are the process's, so its threads take turns by a monitor.
        synchronized (EmbeddedServer.class) {
            try {
                claim(home);
                try (FileChannel turn = turn(home)) {
                    Cluster cluster = new Cluster(home, binaries.unpackBelow(home));
                    String password = password(home);
                    cluster.initialise(home.resolve("password"));
                    int port = cluster.ensureRunning();
                    return new EmbeddedServer(home, cluster, Guests.enter(home.resolve("guests")), password, port);
                }
            } catch (IOException e) {
                throw Problem.EMBEDDED_UNAVAILABLE
                        .with("directory", home.toString())
                        .says(
                                "The directory " + home + " cannot be used: " + e + "; name one that you may write to",
                                e);
            }
        }
    }

    public int port() {
        return port;
    }

    public String username() {
        return Cluster.USER;
    }

    public String password() {
        return password;
    }

    /** The JDBC URL of one of its databases, without credentials. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?sslmode=disable";
    }

    /**
     * Makes the database unless it is there.
     *
     * @param database a plain lower-case name
     */
    public void createDatabase(String database) {
        if (!database.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a plain database name: " + database);
        }
        try (Connection connection = DriverManager.getConnection(url("postgres"), username(), password);
                Statement statement = connection.createStatement()) {
            if (!hasDatabase(connection, database)) {
                statement.execute("create database " + database);
            }
        } catch (SQLException e) {
            throw Problem.EMBEDDED_UNAVAILABLE
                    .with("database", database)
                    .says(
                            "The embedded PostgreSQL refused: " + e.getMessage() + "; see "
                                    + home.resolve("server.log"),
                            e);
        }
    }

    private static boolean hasDatabase(Connection connection, String database) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            statement.setString(1, database);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    /** Leaves the server, and stops it unless somebody else uses it. */
    @Override
    @SuppressWarnings("try") // The turn is held, not used.
    public void close() {
        synchronized (EmbeddedServer.class) {
            if (closed) {
                return;
            }
            closed = true;
            try (FileChannel turn = turn(home)) {
                if (guests.leave()) {
                    cluster.stop();
                }
            } catch (IOException e) {
                throw Problem.EMBEDDED_UNAVAILABLE
                        .with("directory", home.toString())
                        .says("The embedded PostgreSQL could not be stopped: " + e + "; the next start joins it", e);
            }
        }
    }

    private static void claim(Path home) throws IOException {
        Files.createDirectories(home);
        if (Files.exists(home.resolve(MARK))
                && Files.readString(home.resolve(MARK)).startsWith("Steadfill")) {
            return;
        }
        try (Stream<Path> content = Files.list(home)) {
            if (content.findAny().isPresent()) {
                throw Problem.EMBEDDED_UNAVAILABLE
                        .with("directory", home.toString())
                        .says("The directory " + home
                                + " holds something that is not Steadfill's embedded PostgreSQL; name an empty"
                                + " one, or one that does not exist yet");
            }
        }
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(home.resolve(MARK), """
                Steadfill's embedded PostgreSQL keeps its data here. To be rid of it, stop Steadfill and delete this directory.
                """);
    }

    private static String password(Path home) throws IOException {
        Path file = home.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            // The directory is the owner's alone, so the file needs no permissions of its own.
            Path part = Files.writeString(
                    home.resolve("password.part"), HexFormat.of().formatHex(random));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    /** Waits until no other process starts or stops this server. */
    private static FileChannel turn(Path home) throws IOException {
        FileChannel channel =
                FileChannel.open(home.resolve("turn"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + TURN.toNanos();
        try {
            FileLock lock = channel.tryLock();
            while (lock == null && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(50);
                lock = channel.tryLock();
            }
            if (lock != null) {
                return channel;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.close();
        throw Problem.LOCK_BUSY
                .with("directory", home.toString())
                .says("Another process has been starting or stopping the server in " + home + " for " + TURN.toSeconds()
                        + " seconds; try again, or end it");
    }
}
