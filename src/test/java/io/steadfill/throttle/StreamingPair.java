package io.steadfill.throttle;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL primary and a standby that streams from it, made by copying the stopped cluster. */
public final class StreamingPair implements AutoCloseable {

    private final EmbeddedPostgres primary;
    private final Path standbyDirectory;
    private final int standbyPort;
    private EmbeddedPostgres standby;

    public StreamingPair(Path directory) throws IOException {
        Path primaryDirectory = directory.resolve("primary");
        standbyDirectory = directory.resolve("standby");
        int port = freePort();
        standbyPort = freePort();
        server(primaryDirectory, port).close();
        copy(primaryDirectory, standbyDirectory);
        Files.createFile(standbyDirectory.resolve("standby.signal"));
        Files.writeString(
                standbyDirectory.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres application_name=r1'\n",
                StandardOpenOption.APPEND);
        primary = server(primaryDirectory, port);
        standby = server(standbyDirectory, standbyPort);
    }

    public String primaryUrl() {
        return url(primary.getPort());
    }

    public String standbyUrl() {
        return url(standbyPort);
    }

    public JdbcTemplate onPrimary() {
        return new JdbcTemplate(new DriverManagerDataSource(primaryUrl()));
    }

    public JdbcTemplate onStandby() {
        return new JdbcTemplate(new DriverManagerDataSource(standbyUrl()));
    }

    public void stopStandby() throws IOException {
        standby.close();
    }

    public void startStandby() throws IOException {
        standby = server(standbyDirectory, standbyPort);
    }

    @Override
    public void close() throws IOException {
        standby.close();
        primary.close();
    }

    private static EmbeddedPostgres server(Path directory, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&sslmode=disable";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
