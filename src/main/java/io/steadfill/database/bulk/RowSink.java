package io.steadfill.database.bulk;

import io.steadfill.definition.Vendor;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes rows into one table, fast. */
public interface RowSink {

    /**
     * The fastest way into the table that the server has; the rows belong to the connection's transaction.
     *
     * @param columns their names, with commas between
     */
    static RowSink into(Connection connection, Vendor vendor, String table, String columns) throws SQLException {
        return switch (vendor) {
            case POSTGRESQL -> new PostgresCopy(connection, table, columns);
            case MYSQL, MARIADB -> new MultiRowInsert(connection, table, columns);
        };
    }

    /** @param values in text form, in the order of the columns; null for NULL */
    void accept(@Nullable String... values) throws SQLException;

    /** Sends what is still held. */
    void finish() throws SQLException;
}
