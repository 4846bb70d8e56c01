package io.steadfill.database.vitals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.steadfill.database.Database;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.Sessions;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Keyset;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.comparison.ExactValues;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnEveryServer;
import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class VitalsIT {

    @OnEveryServer
    void seesTheLogGrow(Lane lane, TestDatabase target) throws Exception {
        Vitals vitals = Vitals.of(lane.vendor());
        target.execute("create table t (id int primary key)");
        try (Session session = session(target, target.connect())) {
            LogPosition before = vitals.written(session).orElseThrow();
            target.execute("insert into t values (1)");
            LogPosition after = vitals.written(session).orElseThrow();

            assertThat(after.isComparableTo(before)).isTrue();
            assertThat(after.offset()).isGreaterThan(before.offset());
        }
    }

    @OnEveryServer
    void knowsAServerThatIsNobodysStandby(Lane lane, TestDatabase target) throws Exception {
        Vitals vitals = Vitals.of(lane.vendor());
        try (Session session = session(target, target.connect())) {
            assertThat(vitals.standby(session, "r1")).isEqualTo(Optional.empty());
            assertThat(vitals.standbys(session).standbys()).isEmpty();
            assertThat(vitals.standbys(session).hidden()).isFalse();
        }
    }

    @OnEveryServer
    void countsTheSessionsThatWaitForOurs(Lane lane, TestDatabase target) throws Exception {
        Vitals vitals = Vitals.of(lane.vendor());
        target.execute("create table t (id int primary key)", "insert into t values (1)");
        try (Session watcher = session(target, ours(lane, target));
                Connection holder = ours(lane, target)) {
            assertThat(vitals.waitingForUs(watcher)).isZero();
            holder.setAutoCommit(false);
            new JdbcTemplate(new SingleConnectionDataSource(holder, true)).update("update t set id = 2");
            Thread waiter = new Thread(() -> target.update("update t set id = 3 where id = 1"));
            waiter.start();

            await().atMost(Duration.ofSeconds(10)).until(() -> vitals.waitingForUs(watcher) == 1);
            holder.rollback();
            waiter.join();
            // A MySQL server tells who waits at most every tenth of a second.
            await().atMost(Duration.ofSeconds(10)).until(() -> vitals.waitingForUs(watcher) == 0);
        }
    }

    @OnEveryServer
    void doesNotCountWhoWaitsForOthersWhereProgramsHaveNames(Lane lane, TestDatabase target) throws Exception {
        assumeTrue(lane.vendor() != Vendor.MARIADB, "MariaDB knows only the user");
        Vitals vitals = Vitals.of(lane.vendor());
        target.execute("create table t (id int primary key)", "insert into t values (1)");
        try (Session watcher = session(target, ours(lane, target));
                Session other = session(target, target.connect());
                Connection holder = target.connect()) {
            holder.setAutoCommit(false);
            new JdbcTemplate(new SingleConnectionDataSource(holder, true)).update("update t set id = 2");
            Thread waiter = new Thread(() -> target.update("update t set id = 3 where id = 1"));
            waiter.start();

            await().atMost(Duration.ofSeconds(10)).until(() -> isSomebodyWaiting(lane, other));
            assertThat(vitals.waitingForUs(watcher)).isZero();
            holder.rollback();
            waiter.join();
        }
    }

    /** Values of each kind and what is almost the same; the exact comparison must tell all of them apart, and each from NULL. */
    @OnEveryServer
    void tellsValuesApartThatAServerCallsEqual(Lane lane, TestDatabase target) throws Exception {
        Dialect dialect = dialect(target);
        ExactValues exact = ExactValues.of(dialect);
        boolean postgres = lane.vendor() == Vendor.POSTGRESQL;
        List<Case> cases = List.of(
                new Case("varchar(20)", Column.Category.TEXT, "'Straße a'", "'straße a'"),
                new Case("varchar(20)", Column.Category.TEXT, "'a'", "'a '"),
                new Case("varchar(20)", Column.Category.TEXT, "''", "' '"),
                new Case("varchar(20)", Column.Category.TEXT, "'n'", "null"),
                new Case("decimal(10,2)", Column.Category.DECIMAL, "10 / 4.0", "2.51"),
                new Case("bigint", Column.Category.INTEGER, "9007199254740993", "9007199254740992"),
                new Case(postgres ? "double precision" : "double", Column.Category.FLOAT, "0.5", "0.25"),
                new Case("date", Column.Category.DATE, "'2024-02-29'", "'2024-02-28'"),
                new Case(
                        postgres ? "timestamp(6)" : "datetime(6)",
                        Column.Category.TIMESTAMP,
                        "'2024-02-29 10:00:00.000001'",
                        "'2024-02-29 10:00:00.000002'"),
                new Case(
                        postgres ? "bytea" : "varbinary(10)",
                        Column.Category.BINARY,
                        postgres ? "'\\x4100'" : "x'4100'",
                        postgres ? "'\\x41'" : "x'41'"),
                new Case(
                        postgres ? "jsonb" : "varchar(30)", Column.Category.OTHER, "'{\"a\": 1}'", "'{\"a\": \"1\"}'"));
        try (Session session = session(target, target.connect())) {
            for (Case each : cases) {
                target.execute("create table v (c " + each.type() + ")", "insert into v values (" + each.value() + ")");
                Column column = new Column(new Identifier("c"), each.type(), each.category(), true, false, null, false);
                assertThat(differs(session, exact, column, each.value()))
                        .as("%s same", each)
                        .isZero();
                assertThat(differs(session, exact, column, each.almost()))
                        .as("%s almost", each)
                        .isOne();
                assertThat(differs(session, exact, column, "null"))
                        .as("%s null", each)
                        .isOne();
                assertThat(differs(session, exact, column, "c"))
                        .as("%s itself", each)
                        .isZero();
                target.execute("update v set c = null");
                assertThat(differs(session, exact, column, "null"))
                        .as("both null")
                        .isZero();
                assertThat(differs(session, exact, column, each.value()))
                        .as("%s for NULL", each)
                        .isOne();
                target.execute("drop table v");
            }
        }
    }

    private record Case(String type, Column.Category category, String value, String almost) {}

    private static int differs(Session session, ExactValues exact, Column column, String expression) {
        Table v = new Table(
                TableName.of("v"),
                "v",
                List.of(column),
                new Keyset(List.of(column), "v"),
                List.of(),
                List.of(),
                1,
                false,
                List.of());
        return session.sql("select count(*) from v where "
                        + exact.differs(v, column, Fragment.of(expression)).sql())
                .query(Integer.class)
                .single();
    }

    private static boolean isSomebodyWaiting(Lane lane, Session session) {
        String sql = lane.vendor() == Vendor.POSTGRESQL
                ? "select count(*) from pg_locks where not granted"
                : "select count(*) from performance_schema.data_lock_waits";
        return session.sql(sql).query(Integer.class).single() > 0;
    }

    /** A connection with a name that no other user of a shared server has. */
    private static Connection ours(Lane lane, TestDatabase target) throws SQLException {
        return DriverManager.getConnection(target.url()
                + (lane.vendor() == Vendor.POSTGRESQL
                        ? "&ApplicationName=" + target.name()
                        : "&connectionAttributes=program_name:" + target.name()));
    }

    private static Session session(TestDatabase target, Connection connection) {
        return Sessions.over(dialect(target), connection);
    }

    private static Dialect dialect(TestDatabase target) {
        try (Database database = Databases.at("shop", target.url())) {
            return database.dialect();
        }
    }
}
