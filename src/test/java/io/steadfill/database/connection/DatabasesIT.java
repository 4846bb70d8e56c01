package io.steadfill.database.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Database;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Session;
import io.steadfill.definition.Vendor;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesIT {

    private static EmbeddedPostgres server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void opensADatabaseOnceAndTellsTheServerWhoComes() throws SQLException {
        try (Databases databases = databases("shop", url())) {
            Database shop = databases.named("shop");

            assertThat(databases.named("shop")).isSameAs(shop);
            assertThat(shop.dialect().vendor()).isEqualTo(Vendor.POSTGRESQL);
            for (Purpose purpose : Purpose.values()) {
                try (Session session = shop.open(purpose)) {
                    assertThat(session.sql("show application_name")
                                    .query(String.class)
                                    .single())
                            .isEqualTo("steadfill");
                }
            }
        }
    }

    @Test
    void namesTheConfiguredDatabasesWhenAskedForAnother() {
        try (Databases databases = databases("shop", url())) {
            assertThatThrownBy(() -> databases.named("shp"))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.DATABASE_UNKNOWN))
                    .hasMessage(
                            "no database 'shp' is configured; there are shop; add steadfill.databases.shp.url to the configuration");
            assertThatThrownBy(databases::control)
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONTROL_MISSING))
                    .hasMessageContaining("STEADFILL_CONTROL_URL=jdbc:postgresql:");
        }
    }

    @Test
    void saysWhereNobodyAnswers() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        for (String scheme : List.of("postgresql", "mysql", "mariadb")) {
            String place = "localhost:" + closed + "/shop";
            try (Databases databases =
                    databases("shop", "jdbc:" + scheme + "://" + place + "?user=app&password=planted-s3cret")) {
                assertThatThrownBy(() -> databases.named("shop"))
                        .isInstanceOfSatisfying(ProblemException.class, e -> {
                            assertThat(e.problem()).isEqualTo(Problem.DATABASE_UNREACHABLE);
                            assertThat(e.facts()).containsEntry("server", place);
                        })
                        .hasMessageContaining(place)
                        .hasMessageContaining("check steadfill.databases.shop.url")
                        .satisfies(e -> assertThat(printed(e)).doesNotContain("planted-s3cret"));
            }
        }
    }

    @Test
    void neverShowsAPasswordThatTheServerRefused() throws Exception {
        createRoleWithPassword("planted", "right");
        String url = url().replace("user=postgres", "user=planted&password=planted-s3cret");

        try (Databases databases = databases("shop", url)) {
            assertThatThrownBy(() -> databases.named("shop"))
                    .hasMessageContaining("check the username and the password or password-file")
                    .satisfies(e -> assertThat(printed(e)).doesNotContain("planted-s3cret"));
        }
    }

    @Test
    void readsThePasswordFileAgainForEachNewConnection() throws Exception {
        createRoleWithPassword("rotating", "first");
        Path file = Files.writeString(folder.resolve("password"), "first\n");
        var shop = new DatabaseProperties.Named(
                url().replaceFirst("\\?.*", ""), "rotating", null, file, List.of(), false, 2);

        try (Databases databases = new Databases(new DatabaseProperties(Map.of("shop", shop), null))) {
            Session before = databases.named("shop").open(Purpose.WORK);
            assertThat(user(before)).isEqualTo("rotating");

            execute("alter role rotating password 'second'");
            Files.writeString(file, "second\n");

            try (Session after = databases.named("shop").open(Purpose.WORK)) {
                assertThat(user(after)).isEqualTo("rotating");
            }
            before.close();
        }
    }

    private static String user(Session session) {
        return session.sql("select current_user").query(String.class).single();
    }

    /** The embedded server trusts everybody; this role it does not. */
    private static void createRoleWithPassword(String role, String password) throws Exception {
        execute("create role " + role + " login password '" + password + "'");
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("show hba_file")) {
            rows.next();
            Path file = Path.of(rows.getString(1));
            Files.writeString(file, "host all " + role + " all scram-sha-256\n" + Files.readString(file));
        }
        execute("select pg_reload_conf()");
    }

    private static Databases databases(String name, String url) {
        return new Databases(new DatabaseProperties(Map.of(name, DatabaseProperties.Named.of(url)), null));
    }

    private static String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    private static String printed(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
