package io.steadfill.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One connection to a database, outside every transaction manager. A transaction begins by {@link #begin}, and ends by {@link #commit} or
 * {@link #rollback}; closing rolls back what is open. Not for use by two threads.
 */
public final class Session implements AutoCloseable {

    private final Dialect dialect;
    private final Connection connection;
    private final SessionStatements statements;
    private final JdbcClient client;
    private boolean open;
    private @Nullable String afterwards;

    Session(Dialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
        this.statements = dialect.statements(connection);
        this.client = JdbcClient.create(statements);
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The connection itself, for the dialects and for measurements; its transaction belongs to this session. */
    public Connection connection() {
        return connection;
    }

    /** The server's version, in its own words. */
    public String version() throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    /** Begins an explicit transaction; its settings are the first round trip. */
    public void begin(TransactionSettings settings) throws SQLException {
        if (open) {
            throw new IllegalStateException("a transaction is open already");
        }
        connection.setAutoCommit(false);
        open = true;
        dialect.begin(connection, settings);
        statements.began(settings);
    }

    public void commit() throws SQLException {
        statements.ending();
        connection.commit();
        open = false;
        ended();
    }

    public void rollback() throws SQLException {
        statements.ending();
        if (open) {
            open = false;
            connection.rollback();
            ended();
        }
    }

    /** Has one statement run after this transaction's commit or rollback, before the connection is used again. */
    public void afterwards(String sql) {
        afterwards = sql;
    }

    private void ended() throws SQLException {
        if (afterwards != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(afterwards);
            }
            afterwards = null;
        }
        connection.setAutoCommit(true);
    }

    /** One statement with named parameters. */
    public JdbcClient.StatementSpec sql(Fragment fragment) {
        return client.sql(fragment.sql()).params(fragment.parameters());
    }

    /** One statement without parameters, or with parameters still to be given. */
    public JdbcClient.StatementSpec sql(String sql) {
        return client.sql(sql);
    }

    public int update(Fragment fragment) {
        return sql(fragment).update();
    }

    public <T> List<T> list(Fragment fragment, RowMapper<T> mapper) {
        return sql(fragment).query(mapper).list();
    }

    public <T> Optional<T> first(Fragment fragment, RowMapper<T> mapper) {
        return sql(fragment).query(mapper).list().stream().findFirst();
    }

    /** Ends the session; a connection that cannot roll back is thrown away, not returned to its pool. */
    @Override
    public void close() {
        try (connection) {
            rollback();
        } catch (SQLException e) {
            abandon();
        }
    }

    /** Cuts the connection without a word to the server; used when its transaction's fate is in doubt. */
    public void abandon() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // The connection is useless already, which is what was wanted.
            LoggerFactory.getLogger(Session.class).debug("abort refused", e);
        }
    }
}
