package io.steadfill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steadfill.definition.Vendor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultProxyIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @OnEveryServer
    void passesEverythingUntilItIsAskedForAFault(Lane lane, TestDatabase database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database);
                Connection client = client(database, proxy.url())) {
            insertAndCommit(client, 1);
            insertAndCommit(client, 2);

            assertThat(rows(database)).isEqualTo(2);
            assertThat(proxy.commits()).isEqualTo(2);
        }
    }

    @OnEveryServer
    void dropsACommitSoThatNothingIsKept(Lane lane, TestDatabase database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database);
                Connection client = client(database, proxy.url())) {
            proxy.breakCommit(CommitFault.DROP, 1);

            assertThatThrownBy(() -> insertAndCommit(client, 1)).isInstanceOf(SQLException.class);

            assertThat(proxy.awaitBroken(LIMIT)).isTrue();
            awaitNoLock(database);
            assertThat(rows(database)).isZero();
        }
    }

    @OnEveryServer
    void losesTheAnswerToACommitThatIsKept(Lane lane, TestDatabase database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database);
                Connection client = client(database, proxy.url())) {
            proxy.breakCommit(CommitFault.LOSE_ANSWER, 1);

            assertThatThrownBy(() -> insertAndCommit(client, 1)).isInstanceOf(SQLException.class);

            assertThat(proxy.awaitBroken(LIMIT)).isTrue();
            assertThat(rows(database)).isOne();
        }
    }

    @OnEveryServer
    void deliversACommitAfterTheClientIsGone(Lane lane, TestDatabase database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database);
                Connection client = client(database, proxy.url())) {
            proxy.breakCommit(CommitFault.DELIVER_LATE, 1);

            assertThatThrownBy(() -> insertAndCommit(client, 1)).isInstanceOf(SQLException.class);
            assertThat(proxy.awaitBroken(LIMIT)).isTrue();
            assertThat(rows(database)).isZero();

            proxy.deliver();
            await().atMost(LIMIT).until(() -> rows(database) == 1);
        }
    }

    /** Eight, because a driver changes from unnamed to named statements after a few. */
    @OnEveryServer
    void breaksTheOneThatWasNamedAndNoOther(Lane lane, TestDatabase database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database);
                Connection client = client(database, proxy.url())) {
            proxy.breakCommit(CommitFault.DROP, 8);
            for (int id = 1; id < 8; id++) {
                insertAndCommit(client, id);
            }

            assertThatThrownBy(() -> insertAndCommit(client, 8)).isInstanceOf(SQLException.class);
            try (Connection next = client(database, proxy.url())) {
                insertAndCommit(next, 9);
            }
            assertThat(rows(database)).isEqualTo(8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"preferQueryMode=simple", "preferQueryMode=extended", "prepareThreshold=-1", "prepareThreshold=0"
            })
    void knowsACommitHoweverPostgresSaysIt(String option) throws Exception {
        try (TestDatabase database = TestDatabase.on(Lane.POSTGRESQL);
                FaultProxy proxy = FaultProxy.before(database);
                Connection client = client(database, proxy.url() + "&" + option)) {
            insertAndCommit(client, 1);
            insertAndCommit(client, 2);
            proxy.breakCommit(CommitFault.DROP, 1);

            assertThatThrownBy(() -> insertAndCommit(client, 3)).isInstanceOf(SQLException.class);
            assertThat(proxy.commits()).isEqualTo(3);
            assertThat(rows(database)).isEqualTo(2);
        }
    }

    @OnEveryServer
    void takesNoOtherStatementForACommit(Lane lane, TestDatabase database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database);
                Connection client = client(database, proxy.url());
                Statement statement = client.createStatement()) {
            statement.execute("select 'commit'");
            statement.execute("select 1 as commit");
            client.rollback();

            assertThat(proxy.commits()).isZero();
        }
    }

    @OnEveryServer
    void resetsWhatIsOpenAndLetsNewOnesIn(Lane lane, TestDatabase database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database);
                Connection client = client(database, proxy.url())) {
            proxy.reset();

            assertThatThrownBy(() -> insertAndCommit(client, 1)).isInstanceOf(SQLException.class);
            try (Connection next = client(database, proxy.url())) {
                insertAndCommit(next, 2);
            }
            assertThat(rows(database)).isOne();
        }
    }

    @OnEveryServer
    void isCutUntilItIsHealed(Lane lane, TestDatabase database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database)) {
            proxy.cut();
            assertThatThrownBy(() -> DriverManager.getConnection(proxy.url())).isInstanceOf(SQLException.class);

            proxy.heal();
            try (Connection client = client(database, proxy.url())) {
                insertAndCommit(client, 1);
            }
        }
    }

    @OnEveryServer
    void isSilentUntilItIsHealed(Lane lane, TestDatabase database) throws Exception {
        String timeout = lane.vendor() == Vendor.POSTGRESQL ? "&socketTimeout=1" : "&socketTimeout=1000";
        try (FaultProxy proxy = FaultProxy.before(database);
                Connection client = client(database, proxy.url() + timeout)) {
            proxy.silence();
            assertThatThrownBy(() -> insertAndCommit(client, 1)).isInstanceOf(SQLException.class);

            proxy.heal();
            try (Connection next = client(database, proxy.url())) {
                insertAndCommit(next, 2);
            }
        }
    }

    @Test
    void delaysWhatAClientSays() throws Exception {
        try (TestDatabase database = TestDatabase.on(Lane.POSTGRESQL);
                FaultProxy proxy = FaultProxy.before(database);
                Connection client = client(database, proxy.url())) {
            proxy.delay(Duration.ofMillis(100));
            long begin = System.nanoTime();

            insertAndCommit(client, 1);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(200));
        }
    }

    private static Connection client(TestDatabase database, String url) throws SQLException {
        database.execute("create table if not exists t (id int primary key)");
        Connection client = DriverManager.getConnection(url);
        client.setAutoCommit(false);
        return client;
    }

    private static void insertAndCommit(Connection client, int id) throws SQLException {
        try (Statement statement = client.createStatement()) {
            statement.executeUpdate("insert into t values (" + id + ")");
            client.commit();
        }
    }

    /** The row that a dropped COMMIT left behind can be inserted again as soon as the server has rolled back. */
    private static void awaitNoLock(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("insert into t values (1)");
            connection.rollback();
        }
    }

    private static long rows(TestDatabase database) {
        return database.count("select count(*) from t");
    }
}
