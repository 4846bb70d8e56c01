package io.steadfill.database.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.Database;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Session;
import io.steadfill.definition.Vendor;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnEveryServer;
import io.steadfill.testing.TestDatabase;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;

class PoolsIT {

    @OnEveryServer
    void recogniseTheServer(Lane lane, TestDatabase server) {
        try (Database database = Databases.at("shop", server.url())) {
            assertThat(database.dialect().vendor()).isEqualTo(lane.vendor());
        }
    }

    @OnEveryServer
    void giveEachConnectionWhatSafetyNeeds(Lane lane, TestDatabase server) throws SQLException {
        server.execute("create table t (id int primary key, flag smallint)", "insert into t values (1, 1)");
        try (Database database = Databases.at("shop", server.url());
                Session session = database.open(Purpose.WORK)) {
            assertThat(session.sql("update t set flag = 1 where id = 1").update())
                    .as("rows matched, not rows changed")
                    .isEqualTo(1);
            assertThat(session.connection().getNetworkTimeout())
                    .as("a silent server is given up")
                    .isBetween(1_000, 120_000);
            try (Session scripts = database.open(Purpose.SCHEMA)) {
                assertThat(scripts.connection().getNetworkTimeout())
                        .as("a script's statement may take hours")
                        .isZero();
            }
            if (lane.vendor() != Vendor.POSTGRESQL) {
                assertThat(value(session, "select @@session.time_zone")).isEqualTo("+00:00");
                assertThat(value(session, "select @@session.sql_mode"))
                        .contains("STRICT_ALL_TABLES", "ERROR_FOR_DIVISION_BY_ZERO");
                assertThat(value(session, "select @@character_set_client")).isEqualTo("utf8mb4");
                assertThat(isolation(session)).isEqualTo("READ-COMMITTED");
            }
        }
    }

    /** PostgreSQL's settings would stay on a pooler's server connection, so there are none. */
    @OnEveryServer
    void leaveNoSettingInASessionOnPostgres(Lane lane, TestDatabase server) throws SQLException {
        if (lane.vendor() == Vendor.POSTGRESQL) {
            try (Database database = Databases.at("shop", server.url());
                    Session session = database.open(Purpose.WORK)) {
                assertThat(session.sql("select name from pg_settings where source = 'session'")
                                .query(String.class)
                                .list())
                        .isEmpty();
            }
        }
    }

    /** As texts, the versions of rows cost more than the rows. */
    @OnEveryServer
    void sendTheVersionsOfRowsAsBytes(Lane lane, TestDatabase server) throws SQLException {
        if (lane.vendor() == Vendor.POSTGRESQL) {
            try (Database database = Databases.at("shop", server.url());
                    Session session = database.open(Purpose.WORK)) {
                BaseConnection connection = session.connection().unwrap(BaseConnection.class);

                assertThat(connection.binaryTransferSend(
                                connection.getTypeInfo().getPGType("_tid")))
                        .isTrue();
                assertThat(connection.binaryTransferSend(
                                connection.getTypeInfo().getPGType("_xid")))
                        .isTrue();
            }
        }
    }

    private static String isolation(Session session) {
        return session.sql("show session variables where variable_name in ('transaction_isolation', 'tx_isolation')")
                .query((row, i) -> row.getString(2))
                .list()
                .get(0);
    }

    private static String value(Session session, String sql) {
        return session.sql(sql).query(String.class).single();
    }
}
