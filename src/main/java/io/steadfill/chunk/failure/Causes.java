package io.steadfill.chunk.failure;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Finds the database's own word under what wraps it. */
public final class Causes {

    private Causes() {}

    public static @Nullable SQLException sql(@Nullable Throwable error) {
        @Nullable SQLException found = null;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }
}
