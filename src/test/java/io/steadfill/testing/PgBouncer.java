package io.steadfill.testing;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.springframework.util.FileSystemUtils;

/** PgBouncer in transaction mode before a database; where it is not installed its tests are skipped. */
public final class PgBouncer implements AutoCloseable {

    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"), Path.of("/usr/local/bin/pgbouncer"));

    private final TestDatabase database;
    private final Path directory;
    private final int port;
    private final Process process;

    private PgBouncer(TestDatabase database, Path directory, int port, Process process) {
        this.database = database;
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param settings of its own, such as {@code query_wait_timeout}; they win over what is set here
     */
    public static PgBouncer before(TestDatabase database, Map<String, String> settings) {
        Path program = PROGRAMS.stream().filter(Files::isExecutable).findFirst().orElse(null);
        Assumptions.assumeTrue(program != null, "NO PGBOUNCER, the test is SKIPPED: install the package pgbouncer");
        try {
            // It gives up root for another user, who must read its file.
            Path directory = Files.createTempDirectory("pgbouncer");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            int port = freePort();
            Path file = directory.resolve("pgbouncer.ini");
            Files.writeString(file, configuration(database, port, settings));
            List<String> command = new ArrayList<>(List.of(String.valueOf(program)));
            if (System.getProperty("user.name").equals("root")) {
                command.addAll(List.of("-u", "nobody"));
            }
            command.add(file.toString());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            PgBouncer started = new PgBouncer(database, directory, port, process);
            Await.until("PgBouncer", () -> !process.isAlive() || answers(port));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(TestDatabase database, int port, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "listen_addr", "127.0.0.1",
                "listen_port", String.valueOf(port),
                "auth_type", "any",
                "pool_mode", "transaction",
                "unix_socket_dir", "",
                "admin_users", "postgres",
                "default_pool_size", "4",
                "max_client_conn", "200",
                "server_login_retry", "1"));
        all.putAll(settings);
        return "[databases]\n* = host=" + database.host() + " port=" + database.port() + " user=postgres\n[pgbouncer]\n"
                + all.entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    /** The JDBC URL of the database through it, credentials included. */
    public String url() {
        return database.urlThrough(port);
    }

    /** A word for its console, such as {@code pause}; the driver's own settings would be refused there. */
    public void say(String word) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] who = "user\0postgres\0database\0pgbouncer\0\0".getBytes(StandardCharsets.US_ASCII);
            out.writeInt(who.length + 8);
            out.writeInt(3 << 16);
            out.write(who);
            out.flush();
            awaitReady(in);
            byte[] query = (word + '\0').getBytes(StandardCharsets.US_ASCII);
            out.writeByte('Q');
            out.writeInt(query.length + 4);
            out.write(query);
            out.flush();
            awaitReady(in);
        }
    }

    private static void awaitReady(DataInputStream in) throws IOException {
        for (byte type = 0; type != 'Z'; ) {
            type = in.readByte();
            byte[] message = in.readNBytes(in.readInt() - 4);
            if (type == 'E') {
                throw new IOException(new String(message, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        FileSystemUtils.deleteRecursively(directory);
    }
}
