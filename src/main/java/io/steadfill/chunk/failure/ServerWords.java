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
    public static boolean areOfProgram(SQLException error) {
        return error.getErrorCode() == SIGNALLED
                || String.valueOf(error.getMessage())
                        .lines()
                        .skip(1)
                        .anyMatch(line -> line.strip().startsWith("Where:"));
    }
}
