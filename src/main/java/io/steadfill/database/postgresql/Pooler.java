package io.steadfill.database.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * A pooler between us and a PostgreSQL server hands connections on after each transaction, or may: nothing can be left in a session. It is told
 * by the process number, of which it makes one up when it lets a client in.
 */
final class Pooler {

    private Pooler() {}

    /** Asks the server who it is. */
    static boolean isBetween(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
        }
    }
}
