package io.steadfill.quarantine;

import io.steadfill.keyset.Key;
import org.jspecify.annotations.Nullable;

/**
 * A row that a chunk could not take.
 *
 * @param reason in kebab-case: {@code refused} by a transform, {@code no-effect}, or {@code database-error}
 * @param sqlState the server's code; null where the server did not refuse
 * @param error what was wrong, in the transform's or the server's words
 * @param advice what an operator can do
 */
public record Quarantined(Key key, String reason, @Nullable String sqlState, String error, String advice) {

    public static Quarantined refused(Key key, String column, String why) {
        return new Quarantined(key, "refused", null, column + ": " + why, "correct the row and retry it, or waive it");
    }

    public static Quarantined noEffect(Key key) {
        return new Quarantined(
                key,
                "no-effect",
                null,
                "the row still matches the to-do predicate after its change",
                "look whether a trigger undoes the change or the predicate asks for more than the job does");
    }

    public static Quarantined byDatabase(Key key, @Nullable String sqlState, String error) {
        return new Quarantined(
                key,
                "database-error",
                sqlState,
                error,
                "remove what the server complains of and retry the row, or waive it");
    }
}
