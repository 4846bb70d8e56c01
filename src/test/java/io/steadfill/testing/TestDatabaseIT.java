package io.steadfill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TestDatabaseIT {

    @OnEveryServer
    void isEmptyAndItsOwn(Lane lane, TestDatabase database) {
        database.execute("create table t (id int primary key)", "insert into t values (1), (2)");

        try (TestDatabase other = TestDatabase.on(lane)) {
            other.execute("create table t (id int primary key)");
            assertThat(other.count("select count(*) from t")).isZero();
        }
        assertThat(database.count("select count(*) from t")).isEqualTo(2);
    }

    @OnEveryServer
    void isGoneWhenClosed(Lane lane) throws Exception {
        TestDatabase database = TestDatabase.on(lane);
        database.pool(2).getConnection().close();

        database.close();

        assertThatThrownBy(database::connect).hasMessageContaining(database.name());
    }

    @OnEveryServer
    void runsOnTheVendorThatTheLaneNames(Lane lane, TestDatabase database) {
        String version = database.value(String.class, "select version()");

        switch (lane) {
            case POSTGRESQL -> assertThat(version).contains("PostgreSQL 18");
            case POSTGRESQL_OLDEST -> assertThat(version).contains("PostgreSQL 14");
            case MARIADB -> assertThat(version).contains("MariaDB");
            case MARIADB_OLDEST -> assertThat(version).startsWith("10.11.").contains("MariaDB");
            case MYSQL -> assertThat(version).doesNotContain("MariaDB");
        }
    }

    @OnEveryServer
    void keepsWhatItCommits(Lane lane, TestDatabase database) {
        switch (lane.vendor()) {
            case POSTGRESQL -> {
                assertThat(database.value(String.class, "show fsync")).isEqualTo("on");
                assertThat(database.value(String.class, "show synchronous_commit"))
                        .isEqualTo("on");
            }
            case MYSQL, MARIADB -> {
                assertThat(database.count("select @@innodb_flush_log_at_trx_commit"))
                        .isOne();
                assertThat(database.value(String.class, "select @@global.binlog_format"))
                        .isEqualTo("ROW");
                assertThat(database.count("select @@log_bin")).isOne();
            }
        }
    }

    @OnEveryServer
    void hasPrivilegesToLack(Lane lane, TestDatabase database) {
        String user = "nobody_" + database.name();
        database.execute(
                switch (lane.vendor()) {
                    case POSTGRESQL -> "create role " + user + " login";
                    case MYSQL, MARIADB -> "create user " + user;
                });
        try {
            database.execute("create table secret (id int primary key)");

            assertThatThrownBy(() -> {
                        try (var connection = DriverManager.getConnection(
                                        database.url().replaceFirst("user=\\w+", "user=" + user));
                                var statement = connection.createStatement()) {
                            statement.executeQuery("select * from secret");
                        }
                    })
                    .hasMessageContaining("denied");
        } finally {
            database.execute("drop user " + user);
        }
    }

    @Nested
    @OnServer(Lane.POSTGRESQL)
    class OnOneLane {

        private final TestDatabase database;

        OnOneLane(TestDatabase database) {
            this.database = database;
        }

        @Test
        void givesConstructorAndMethodTheSameDatabase(TestDatabase same) {
            assertThat(same).isSameAs(database);
            database.execute("create table only_once (id int)");
        }

        @Test
        void givesEachTestAnEmptyOne() {
            database.execute("create table only_once (id int)");
        }
    }
}
