package io.steadfill.chunk.failure;

import io.steadfill.definition.Mask;
import java.sql.SQLException;
import java.util.Set;

/**
 * What a server said, as it may be kept with a run and shown to everybody who sees the run. A trigger or a function of the table may quote a
 * row in its words, and so may whatever stands below the first line.
 */
public final class ServerWords {

    /** MySQL's code for words that are a stored program's own. */
    private static final int SIGNALLED = 1644;

    /** Classes of SQLSTATE that speak of the connection, the log-in and the server, never of a row. */
    private static final Set<String> OF_SERVERS = Set.of("08", "28", "53", "57", "58");

    /** PostgreSQL's SQLSTATE for a missing right; it names the table. */
    private static final String NOT_ALLOWED = "42501";

    private ServerWords() {}

    /** One line; only the SQLSTATE where the words are not the server's own, or may quote a row of a job that masks anything. */
    public static String of(SQLException error, Mask mask) {
        return (!mask.isEmpty() && !areOfServer(error)) || areOfProgram(error)
                ? "SQLSTATE " + error.getSQLState() + "; its words may quote a row and are not kept"
                : String.valueOf(error.getMessage()).lines().findFirst().orElse("no words");
    }

    private static boolean areOfServer(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.length() == 5 && OF_SERVERS.contains(state.substring(0, 2));
    }

    /** Whether a trigger or a function said it. */
    private static boolean areOfProgram(SQLException error) {
        return error.getErrorCode() == SIGNALLED || hasLine(error, "Where:");
    }

    /**
     * Whether they speak of the statement alone. Of a name or a grammar that is wrong a server says nothing but the name, and PostgreSQL where it
     * stands in the statement. A value that was read as a name or a grammar, as {@code to_tsquery} does, stands nowhere in it.
     */
    public static boolean areOfStatement(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        boolean postgres = error.getErrorCode() == 0;
        return state.startsWith("42")
                && !areOfProgram(error)
                && (!postgres || state.equals(NOT_ALLOWED) || hasLine(error, "Position:"));
    }

    /** Below the first line PostgreSQL's driver tells where it happened. */
    private static boolean hasLine(SQLException error, String beginning) {
        return String.valueOf(error.getMessage())
                .lines()
                .skip(1)
                .anyMatch(line -> line.strip().startsWith(beginning));
    }
}
