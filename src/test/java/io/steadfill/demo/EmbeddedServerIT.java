package io.steadfill.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every test but those that refuse begins with a stopped server over the same directory. */
class EmbeddedServerIT {

    @TempDir
    static Path parent;

    @Test
    void isDurableAndOnLoopbackOnly() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(home())) {
            assertThat(ask(server, "show fsync")).isEqualTo("on");
            assertThat(ask(server, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "show full_page_writes")).isEqualTo("on");
            assertThat(ask(server, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "show unix_socket_directories")).isEmpty();
        }
    }

    @Test
    void asksForItsPassword() {
        try (EmbeddedServer server = EmbeddedServer.start(home())) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.url("postgres"), "postgres", "guessed"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void keepsDataAndPortFromStartToStart() throws Exception {
        int port;
        try (EmbeddedServer server = EmbeddedServer.start(home())) {
            port = server.port();
            server.createDatabase("kept");
            server.createDatabase("kept");
        }
        assertStopped(port);

        long begin = System.nanoTime();
        try (EmbeddedServer server = EmbeddedServer.start(home())) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThat(server.port()).isEqualTo(port);
            assertThat(ask(server, "select count(*) from pg_database where datname = 'kept'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void isJoinedByASecondProcessAndStoppedByTheLast() throws Exception {
        EmbeddedServerProcess first = EmbeddedServerProcess.start(home());
        EmbeddedServer second = EmbeddedServer.start(home());
        assertThat(second.port()).isEqualTo(first.port());

        first.closeServerAndEnd();
        assertThat(ask(second, "select 1")).isEqualTo("1");

        second.close();
        second.close();
        assertStopped(first.port());
    }

    @Test
    void outlivesTheFirstToCloseInOneProcess() throws Exception {
        EmbeddedServer first = EmbeddedServer.start(home());
        try (EmbeddedServer second = EmbeddedServer.start(home())) {
            first.close();

            assertThat(ask(second, "select 1")).isEqualTo("1");
        }
        assertStopped(first.port());
    }

    @Test
    void isJoinedAfterItsProcessWasKilledAndStoppedByTheNext() throws Exception {
        EmbeddedServerProcess killed = EmbeddedServerProcess.start(home());
        killed.kill();

        try (EmbeddedServer next = EmbeddedServer.start(home())) {
            assertThat(next.port()).isEqualTo(killed.port());
            assertThat(ask(next, "select 1")).isEqualTo("1");
        }
        assertStopped(killed.port());
    }

    @Test
    void recoversWhatWasCommittedBeforeProcessAndServerWereKilled() throws Exception {
        EmbeddedServerProcess killed = EmbeddedServerProcess.start(home());
        try (EmbeddedServer joined = EmbeddedServer.start(home())) {
            ask(joined, "create table if not exists seen (id int); insert into seen values (1); select 1");
            killed.kill();
            killServer();
        }

        try (EmbeddedServer next = EmbeddedServer.start(home())) {
            assertThat(ask(next, "select count(*) from seen")).isEqualTo("1");
        }
    }

    @Test
    void startsThoughALeftOverPidFileNamesALivingProcess() throws Exception {
        EmbeddedServer.start(home()).close();
        String self =
                ProcessHandle.current().pid() + "\n" + home().resolve("cluster") + "\n0\n5432\n\n127.0.0.1\n\nready\n";
        Files.writeString(home().resolve("cluster/postmaster.pid"), self);

        try (EmbeddedServer server = EmbeddedServer.start(home())) {
            assertThat(ask(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
        EmbeddedServer before = EmbeddedServer.start(home());
        before.close();

        try (var thief = new ServerSocket(before.port(), 1, InetAddress.getLoopbackAddress());
                EmbeddedServer server = EmbeddedServer.start(home())) {
            assertThat(server.port()).isNotEqualTo(thief.getLocalPort());
            assertThat(ask(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesTheDataOfAnotherMajorRelease() throws Exception {
        EmbeddedServer.start(home()).close();
        Path version = home().resolve("cluster/PG_VERSION");
        String real = Files.readString(version);
        Files.writeString(version, "13\n");
        try {
            assertThatThrownBy(() -> EmbeddedServer.start(home()))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("belongs to PostgreSQL 13, this release brings 18")
                    .hasMessageContaining("move the directory away");
        } finally {
            Files.writeString(version, real);
        }
    }

    @Test
    void refusesADirectoryThatHoldsSomethingElse(@TempDir Path foreign) throws Exception {
        Files.writeString(foreign.resolve("thesis.tex"), "precious");

        assertThatThrownBy(() -> EmbeddedServer.start(foreign))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(Problem.EMBEDDED_UNAVAILABLE))
                .hasMessageContaining("holds something that is not Steadfill's")
                .hasMessageContaining("name an empty one");
        assertThat(foreign).isDirectoryContaining("glob:**thesis.tex");
    }

    @Test
    void refusesAFileInThePlaceOfTheDirectory(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> EmbeddedServer.start(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("name one that you may write to");
    }

    @Test
    void saysWhichMachinesItHasProgramsFor() {
        assertThatThrownBy(() -> PostgresBinaries.of("Mac OS X", "aarch64"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("steadfill.control.url");
        assertThatThrownBy(() -> PostgresBinaries.of("Linux", "riscv64")).isInstanceOf(ProblemException.class);
        assertThat(PostgresBinaries.of("Linux", "aarch64").resource()).contains("arm_64");
    }

    private static Path home() {
        return parent.resolve("postgres");
    }

    private static void killServer() throws Exception {
        Postmaster server = Postmaster.of(home().resolve("cluster")).orElseThrow();
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();
    }

    private static String ask(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.url("postgres"), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }

    private static void assertStopped(int port) {
        assertThatThrownBy(() -> DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable", "postgres", "any"))
                .hasMessageContaining("refused");
    }
}
