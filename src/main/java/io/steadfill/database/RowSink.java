package io.steadfill.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes rows into one table, fast. */
public interface RowSink {

    /** @param values in text form, in the order of the columns; null for NULL */
    void accept(@Nullable String... values) throws SQLException;

    /** Sends what is still held. */
    void finish() throws SQLException;
}
