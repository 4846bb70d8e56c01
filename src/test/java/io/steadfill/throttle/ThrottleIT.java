package io.steadfill.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steadfill.database.Database;
import io.steadfill.database.connection.DatabaseProperties;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.Limits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signals on a real primary with a real streaming standby. */
class ThrottleIT {

    private static final Limits LIMITS = limits(Duration.ofSeconds(1), 1);

    @TempDir
    private static Path directory;

    private static StreamingPair servers;

    private @Nullable Databases databases;

    @BeforeAll
    static void startBoth() throws Exception {
        servers = new StreamingPair(directory);
        servers.onPrimary().execute("create table t (id int primary key, v text)");
        servers.onPrimary().execute("insert into t select i, 'x' from generate_series(1, 10) i");
    }

    @AfterAll
    static void stopBoth() throws Exception {
        servers.close();
    }

    @AfterEach
    void disconnect() {
        if (databases != null) {
            databases.close();
        }
    }

    @Test
    void holdsWhileReplayOfAnUnconfiguredStandbyIsPausedAndThePrimaryWrites() {
        try (TimeLost throttle = throttle(List.of(), LIMITS)) {
            awaitGo(throttle, "standby r1@127.0.0.1");
            servers.onStandby().execute("select pg_wal_replay_pause()");
            try {
                servers.onPrimary().update("update t set v = v || 'y'");

                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(says(throttle))
                                .singleElement()
                                .asString()
                                .matches("standby r1@127\\.0\\.0\\.1 is 1(\\.\\d)? s behind, limit 1 s"));
                assertThat(servers.onPrimary()
                                .queryForObject(
                                        "select coalesce(extract(epoch from replay_lag), 0) from pg_stat_replication",
                                        Double.class))
                        .as("the server's own replay_lag does not see it")
                        .isLessThan(1.0);
            } finally {
                servers.onStandby().execute("select pg_wal_replay_resume()");
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> throttle.verdict().isGo());
            assertThat(throttle.bySignal()).containsOnlyKeys("replica-lag");
        }
    }

    @Test
    void holdsAtOnceWhileReplayOfAConfiguredReplicaIsPaused() {
        try (TimeLost throttle = throttle(List.of(servers.standbyUrl()), LIMITS)) {
            awaitGo(throttle, "replica 127.0.0.1");
            servers.onStandby().execute("select pg_wal_replay_pause()");
            try {
                await().atMost(Duration.ofSeconds(5))
                        .untilAsserted(() -> assertThat(says(throttle))
                                .singleElement()
                                .asString()
                                .endsWith("is behind: its replay is paused"));
            } finally {
                servers.onStandby().execute("select pg_wal_replay_resume()");
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> throttle.verdict().isGo());
        }
    }

    @Test
    void takesAnIdlePrimaryForNoLag() throws Exception {
        servers.onPrimary().update("update t set v = 'x'");
        try (TimeLost throttle = throttle(List.of(servers.standbyUrl()), LIMITS)) {
            awaitGo(throttle, "replica 127.0.0.1");
            // The age of the last replayed transaction passes the limit while nothing is missing.
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> servers.onStandby()
                                    .queryForObject(
                                            "select extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())",
                                            Double.class)
                            > 2.5);

            assertThat(throttle.verdict().isGo()).isTrue();
            assertThat(throttle.signals().get(0).says()).contains(" is 0 s behind");
        }
    }

    @Test
    void missesAConfiguredReplicaThatIsNotThere() {
        try (TimeLost throttle =
                throttle(List.of("jdbc:postgresql://127.0.0.1:1/postgres?user=postgres&sslmode=disable"), LIMITS)) {
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(says(throttle))
                            .singleElement()
                            .asString()
                            .startsWith("replica 127.0.0.1:1/postgres has not been read yet: "));
        }
    }

    @Test
    void saysSoWhereTheConfiguredReplicaIsNone() {
        try (TimeLost throttle = throttle(List.of(servers.primaryUrl()), LIMITS)) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(says(throttle))
                            .singleElement()
                            .asString()
                            .endsWith("this server is no replica, correct the configured replicas"));
        }
    }

    @Test
    void isOffForARoleThatMayNotLook() {
        servers.onPrimary().execute("create role worker login");
        String url = servers.primaryUrl().replace("user=postgres", "user=worker");
        try (TimeLost throttle = throttle(url, List.of(), LIMITS)) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(throttle.signals()).anySatisfy(status -> {
                        assertThat(status.state()).isEqualTo(SignalStatus.State.OFF);
                        assertThat(status.says()).contains("our role may not see the standbys: grant pg_monitor");
                    }));
            assertThat(throttle.verdict().isGo()).isTrue();
        }
    }

    @Test
    void holdsWhileSessionsWaitForUsButNotWhileTheyWaitForOthers() throws Exception {
        try (TimeLost throttle = throttle(List.of(), LIMITS)) {
            try (Connection other = servers.onPrimary().getDataSource().getConnection();
                    Waiting waiting = new Waiting(other)) {
                waiting.begin(3);
                await().atMost(Duration.ofSeconds(10)).until(() -> waitingSessions() == 3);
                awaitSays(throttle, "0 sessions wait for us, limit 1");
            }
            try (Connection ours = DriverManager.getConnection(servers.primaryUrl() + "&ApplicationName=steadfill");
                    Waiting waiting = new Waiting(ours)) {
                waiting.begin(3);
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(
                                () -> assertThat(says(throttle)).containsExactly("3 sessions wait for us, limit 1"));
                throttle.tune(limits(Duration.ofSeconds(1), 9));
                assertThat(throttle.verdict().isGo()).isTrue();
            }
        }
    }

    @Test
    void leavesNoThreadBehind() {
        TimeLost throttle = throttle(List.of(servers.standbyUrl()), LIMITS);
        awaitGo(throttle, "replica 127.0.0.1");

        throttle.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("throttle-"));
    }

    /** Sessions that wait for the uncommitted row of one. */
    private static final class Waiting implements AutoCloseable {

        private final Connection blocker;
        private final List<Thread> waiters = new ArrayList<>();

        Waiting(Connection blocker) throws SQLException {
            this.blocker = blocker;
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("insert into t values (-1, 'blocker')");
        }

        void begin(int sessions) {
            for (int i = 0; i < sessions; i++) {
                Thread waiter = new Thread(
                        () -> servers.onPrimary().update("insert into t values (-1, 'waiter') on conflict do nothing"));
                waiters.add(waiter);
                waiter.start();
            }
        }

        @Override
        public void close() throws SQLException {
            blocker.rollback();
            await().atMost(Duration.ofSeconds(10)).until(() -> waiters.stream().noneMatch(Thread::isAlive));
            servers.onPrimary().update("delete from t where id = -1");
        }
    }

    private static int waitingSessions() {
        Integer waiting = servers.onPrimary()
                .queryForObject("select count(distinct pid)::int from pg_locks where not granted", Integer.class);
        return waiting == null ? 0 : waiting;
    }

    private TimeLost throttle(List<String> replicas, Limits limits) {
        return throttle(servers.primaryUrl(), replicas, limits);
    }

    private TimeLost throttle(String url, List<String> replicas, Limits limits) {
        databases = new Databases(new DatabaseProperties(
                Map.of("shop", new DatabaseProperties.Named(url, null, null, null, replicas, false, 2)), null));
        Database database = databases.named("shop");
        return new Throttles(Clock.systemUTC(), System::nanoTime).forRun(database, limits);
    }

    private static void awaitGo(TimeLost throttle, String replica) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(throttle.verdict().isGo()).isTrue();
            assertThat(throttle.signals())
                    .anySatisfy(status ->
                            assertThat(status.says()).startsWith(replica).contains(" behind, limit "));
        });
    }

    private static void awaitSays(TimeLost throttle, String says) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(throttle.signals())
                        .extracting(SignalStatus::says)
                        .contains(says));
    }

    private static List<String> says(Throttle throttle) {
        return throttle.verdict().reasons().stream().map(Verdict.Reason::says).toList();
    }

    private static Limits limits(Duration replicaLag, int lockWaiters) {
        Limits d = Limits.DEFAULTS;
        return new Limits(
                d.chunkTime(),
                d.chunkRowsMax(),
                d.chunkBytesMax(),
                d.duty(),
                d.workers(),
                d.quarantineShare(),
                replicaLag,
                lockWaiters);
    }
}
