package io.steadfill.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;

/** A named database of the configuration, with small pools of its own for each purpose, so that work never starves leases. */
public final class Database implements AutoCloseable {

    /** What a connection is for. */
    public enum Purpose {
        WORK,
        BOOKKEEPING
    }

    private final String name;
    private final Dialect dialect;
    private final HikariDataSource work;
    private final HikariDataSource bookkeeping;
    private final boolean production;

    public Database(
            String name, Dialect dialect, HikariDataSource work, HikariDataSource bookkeeping, boolean production) {
        this.name = name;
        this.dialect = dialect;
        this.work = work;
        this.bookkeeping = bookkeeping;
        this.production = production;
    }

    public String name() {
        return name;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Whether the configuration marks it as production; the target itself may say so too. */
    public boolean production() {
        return production;
    }

    /** @throws SQLException when no connection can be had in time */
    public Session open(Purpose purpose) throws SQLException {
        return new Session(
                dialect,
                switch (purpose) {
                    case WORK -> work.getConnection();
                    case BOOKKEEPING -> bookkeeping.getConnection();
                });
    }

    @Override
    public void close() {
        work.close();
        bookkeeping.close();
    }
}
