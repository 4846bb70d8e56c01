package io.steadfill.database;

import java.sql.Connection;

/** Sessions over connections that a test has made itself. */
public final class Sessions {

    private Sessions() {}

    /** Closing the session closes the connection. */
    public static Session over(Dialect dialect, Connection connection) {
        return new Session(dialect, connection);
    }
}
