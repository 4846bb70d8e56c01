package io.steadfill.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;

/** A configured replica of a database, read for its lag and nothing else. */
public final class Replica implements AutoCloseable {

    private final Dialect dialect;
    private final String where;
    private final HikariDataSource pool;

    public Replica(Dialect dialect, String where, HikariDataSource pool) {
        this.dialect = dialect;
        this.where = where;
        this.pool = pool;
    }

    /** Host, port and database. */
    public String where() {
        return where;
    }

    /** @throws SQLException when no connection can be had in time; an unreadable replica counts as too much lag */
    public Session open() throws SQLException {
        return new Session(dialect, pool.getConnection());
    }

    @Override
    public void close() {
        pool.close();
    }
}
