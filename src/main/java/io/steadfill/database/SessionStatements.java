package io.steadfill.database;

import java.sql.Connection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Runs one session's statements. A dialect brings its own where the server leaves it to the client to bound and to judge them. */
public class SessionStatements extends JdbcTemplate {

    protected SessionStatements(Connection connection) {
        super(new SingleConnectionDataSource(connection, true));
    }

    /** A transaction begins. */
    protected void began(TransactionSettings settings) {}

    /** The transaction is about to be committed or rolled back. */
    protected void ending() {}
}
