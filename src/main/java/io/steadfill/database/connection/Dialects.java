package io.steadfill.database.connection;

import io.steadfill.database.Database;
import io.steadfill.database.Dialect;
import io.steadfill.database.mysql.MariaDbDialect;
import io.steadfill.database.mysql.MySqlDialect;
import io.steadfill.database.postgresql.PostgresDialect;
import io.steadfill.definition.Vendor;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/** Asks a server who it is, and picks the dialect. */
final class Dialects {

    /**
     * A server as it was met.
     *
     * @param pooled whether a pooler stands in between, which keeps no statement prepared from one transaction to the next
     */
    record Met(Dialect dialect, boolean pooled) {}

    private Dialects() {}

    /**
     * Connects once, outside any pool.
     *
     * @throws io.steadfill.problem.ProblemException when the server cannot be reached or is too old
     */
    static Met at(String name, Login login) {
        Properties properties = Pools.properties(login.url(), Database.Purpose.BOOKKEEPING, true);
        login.addTo(properties);
        try (Connection connection = DriverManager.getConnection(login.url().driverUrl(), properties)) {
            DatabaseMetaData server = connection.getMetaData();
            Vendor vendor = vendor(login.url(), server.getDatabaseProductVersion());
            Dialect dialect = of(vendor, ServerVersion.of(vendor, server.getDatabaseProductVersion()));
            return new Met(dialect, dialect.isPooled(connection));
        } catch (SQLException e) {
            throw Unreachable.because(name, login, e);
        }
    }

    private static Vendor vendor(JdbcUrl url, String version) {
        if (url.postgres()) {
            return Vendor.POSTGRESQL;
        }
        return version.toLowerCase(Locale.ROOT).contains("mariadb") ? Vendor.MARIADB : Vendor.MYSQL;
    }

    private static Dialect of(Vendor vendor, ServerVersion version) {
        version.requireSupported(vendor);
        return switch (vendor) {
            case POSTGRESQL -> new PostgresDialect();
            case MYSQL -> new MySqlDialect();
            case MARIADB -> new MariaDbDialect();
        };
    }
}
