package io.steadfill.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.steadfill.database.Database;
import io.steadfill.database.Dialect;
import io.steadfill.database.connection.Databases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An empty database with a random name on the server of a lane; closing it drops it. */
public final class TestDatabase implements AutoCloseable {

    private final Lane lane;
    private final TestServer server;
    private final String name =
            "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private final List<Runnable> open = new ArrayList<>();

    private TestDatabase(Lane lane, TestServer server) {
        this.lane = lane;
        this.server = server;
        administrate("create database " + name);
    }

    /** Makes one; skips the calling test where the lane has no server. */
    public static TestDatabase on(Lane lane) {
        return new TestDatabase(lane, TestServers.of(lane));
    }

    public Lane lane() {
        return lane;
    }

    public String name() {
        return name;
    }

    /** The JDBC URL, credentials included. */
    public String url() {
        return server.url(name);
    }

    /** The same database as seen through another host or port, such as a proxy's. */
    public String urlThrough(int loopbackPort) {
        return url().replaceFirst("//[^/]+/", "//127.0.0.1:" + loopbackPort + "/");
    }

    /** The server's port, where a proxy forwards to. */
    public int port() {
        return Integer.parseInt(url().replaceFirst(".*//[^/:]+:(\\d+)/.*", "$1"));
    }

    /** The server's host. */
    public String host() {
        return url().replaceFirst(".*//([^/:]+).*", "$1");
    }

    /** A connection of the caller's own, in autocommit, outside every pool. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /** Each statement in a transaction of its own. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** One statement with positional parameters; returns the number of rows it changed. */
    public int update(String sql, Object... arguments) {
        return jdbc().update(sql, arguments);
    }

    /** Rows as maps from column to value, in the order of the columns. */
    public List<Map<String, @Nullable Object>> rows(String sql, Object... arguments) {
        return jdbc().queryForList(sql, arguments);
    }

    /** The values of a single column. */
    public <T> List<T> column(Class<T> type, String sql, Object... arguments) {
        return jdbc().queryForList(sql, type, arguments);
    }

    /** The value of a single row's single column. */
    public <T> @Nullable T value(Class<T> type, String sql, Object... arguments) {
        return jdbc().queryForObject(sql, type, arguments);
    }

    public long count(String sql, Object... arguments) {
        Long count = value(Long.class, sql, arguments);
        return count == null ? 0 : count;
    }

    /** Spring's template over fresh connections. */
    public JdbcTemplate jdbc() {
        return new JdbcTemplate(new DriverManagerDataSource(url()));
    }

    /** A pool of the caller's size, closed with this database. */
    public HikariDataSource pool(int size) {
        return pool(url(), size);
    }

    /** The product's view of this database, closed with it. */
    public Database database() {
        return databaseAt(url());
    }

    /** The product's view of this database through another URL, such as a proxy's; closed with it. */
    public Database databaseAt(String throughUrl) {
        Database database = Databases.at(name, throughUrl);
        open.add(0, database::close);
        return database;
    }

    /** The product's view with pools and a dialect of the test's choice, closed with this database. */
    public Database database(Dialect dialect, HikariDataSource pool) {
        return new Database(name, dialect, pool, pool, false);
    }

    private HikariDataSource pool(String throughUrl, int size) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(throughUrl);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(10_000);
        pool.setInitializationFailTimeout(-1);
        open.add(pool::close);
        return pool;
    }

    @Override
    public void close() {
        open.forEach(Runnable::run);
        administrate(
                switch (lane.vendor()) {
                    // A test's forgotten connection must not keep the database alive.
                    case POSTGRESQL -> "drop database " + name + " with (force)";
                    case MYSQL, MARIADB -> "drop database " + name;
                });
    }

    private void administrate(String sql) {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return lane + " " + name;
    }
}
