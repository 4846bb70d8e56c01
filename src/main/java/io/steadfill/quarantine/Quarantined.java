package io.steadfill.quarantine;

import io.steadfill.definition.Mask;
import io.steadfill.keyset.Key;
import java.util.ArrayList;
import java.util.List;
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

    private static final String REFUSED = "refused";
    private static final String NO_EFFECT = "no-effect";

    /** As it may be shown: the key's hidden columns, and words that may repeat a hidden value, left out. */
    public Quarantined shown(Mask mask) {
        return new Quarantined(shown(key, mask), reason, sqlState, words(mask), advice);
    }

    /** The same row, with words that may be stored and logged. */
    public Quarantined withWords(Mask mask) {
        return new Quarantined(key, reason, sqlState, words(mask), advice);
    }

    /** A key without the values of hidden columns. */
    public static Key shown(Key key, Mask mask) {
        if (mask.isEmpty()) {
            return key;
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            values.add(
                    mask.covers(key.columns().get(i))
                            ? Mask.SHOWN
                            : key.values().get(i));
        }
        return new Key(key.columns(), values);
    }

    private String words(Mask mask) {
        if (mask.isEmpty() || reason.equals(NO_EFFECT)) {
            return error;
        }
        int colon = error.indexOf(": ");
        return reason.equals(REFUSED) && colon > 0 ? error.substring(0, colon + 2) + Mask.SHOWN : Mask.SHOWN;
    }

    public static Quarantined refused(Key key, String column, String why) {
        return new Quarantined(key, REFUSED, null, column + ": " + why, "correct the row and retry it, or waive it");
    }

    public static Quarantined noEffect(Key key) {
        return new Quarantined(
                key,
                NO_EFFECT,
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
