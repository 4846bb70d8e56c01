package io.steadfill.chunk.failure;

import io.steadfill.definition.Mask;
import java.sql.SQLException;

/**
 * What a server said, as it may be kept with a run and shown to everybody who sees the run. A trigger or a function of the table may quote a
 * row in its words, and so may whatever stands below the first line.
 */
public final class ServerWords {

    /** MySQL's code for words that are a stored program's own. */
    private static final int SIGNALLED = 1644;

    private ServerWords() {}

    /** One line; only the SQLSTATE where the words are not the server's own, or the job masks anything. */
    public static String of(SQLException error, Mask mask) {
        return !mask.isEmpty() || areOfProgram(error)
                ? "SQLSTATE " + error.getSQLState() + "; its words may quote a row and are not kept"
                : String.valueOf(error.getMessage()).lines().findFirst().orElse("no words");
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
