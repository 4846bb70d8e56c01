package io.steadfill.chunk;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Finds the database's own word under what wraps it. */
final class Causes {

    private Causes() {}

    static @Nullable SQLException sql(@Nullable Throwable error) {
        @Nullable SQLException found = null;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }
}
