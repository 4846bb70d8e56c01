package io.steadfill.database.postgresql;

import io.steadfill.database.Failure;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** PostgreSQL's SQLSTATEs, read for what they mean to a chunk. */
final class PostgresFailures {

    private static final Map<String, Failure> EXACT = Map.ofEntries(
            Map.entry("40001", Failure.TRANSIENT),
            Map.entry("40P01", Failure.TRANSIENT),
            Map.entry("55P03", Failure.LOCKED),
            Map.entry("57014", Failure.CANCELLED),
            Map.entry("25006", Failure.RESOURCE),
            Map.entry("53100", Failure.DISK_FULL),
            // A statement that was prepared in another session: a pooler in between has handed us on.
            Map.entry("26000", Failure.CONNECTION),
            Map.entry("42P05", Failure.CONNECTION),
            Map.entry("25P03", Failure.CONNECTION),
            Map.entry("25P04", Failure.CONNECTION),
            Map.entry("42703", Failure.DRIFT),
            Map.entry("42P01", Failure.DRIFT),
            Map.entry("42804", Failure.DRIFT),
            Map.entry("42883", Failure.DRIFT),
            Map.entry("42501", Failure.PRIVILEGE));

    private PostgresFailures() {}

    static Failure of(SQLException error) {
        String state = state(error);
        if (state == null) {
            return Failure.CONNECTION;
        }
        Failure exact = EXACT.get(state);
        if (exact != null) {
            return exact;
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return Failure.CONNECTION;
        }
        if (state.startsWith("53") || state.startsWith("58")) {
            return Failure.RESOURCE;
        }
        // "cached plan must not change result type": the table changed under a prepared statement; the next prepare
        // sees the new one.
        return state.equals("0A000") && String.valueOf(error.getMessage()).contains("cached plan")
                ? Failure.TRANSIENT
                : Failure.DATA;
    }

    /** With {@code row_security} off a policy that applies to us is an error; the message is translated, the routine is not. */
    static boolean isRowHiding(SQLException error) {
        return error instanceof PSQLException postgres
                && postgres.getServerErrorMessage() != null
                && "check_enable_rls".equals(postgres.getServerErrorMessage().getRoutine());
    }

    private static @Nullable String state(SQLException error) {
        return error.getSQLState();
    }
}
