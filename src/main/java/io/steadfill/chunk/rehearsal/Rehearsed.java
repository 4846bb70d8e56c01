package io.steadfill.chunk.rehearsal;

import io.steadfill.keyset.Key;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsed chunk showed.
 *
 * @param rows rows that matched
 * @param changed rows that the work changed
 * @param changedAgain rows that a second pass changed; anything but zero means that the work is not idempotent
 * @param took the work's statements
 * @param locks what the transaction held, in the server's words
 * @param refused rows for the quarantine, with the reason
 */
public record Rehearsed(
        int rows,
        int changed,
        int changedAgain,
        Duration took,
        List<String> locks,
        List<Example> examples,
        List<String> refused) {

    /** Nothing to show but what the server said of a row. */
    public static Rehearsed refusedWith(String says) {
        return new Rehearsed(0, 0, 0, Duration.ZERO, List.of(), List.of(), List.of(says));
    }

    /** One row before and after; after is null where the row is gone. */
    public record Example(
            Key key,
            Map<String, @Nullable String> before,
            @Nullable Map<String, @Nullable String> after) {

        /** Characters of a value that a person is shown. */
        private static final int SHOWN_MAX = 500;

        /** Characters before the first one that differs. */
        private static final int LEAD = 20;

        /** The same, with long values cut to where the row changes. */
        Example excerpt() {
            Map<String, @Nullable String> shownBefore = new LinkedHashMap<>();
            Map<String, @Nullable String> shownAfter = new LinkedHashMap<>();
            before.forEach((column, value) -> {
                String now = after == null ? null : after.get(column);
                int from = from(value, now);
                shownBefore.put(column, cut(value, from));
                shownAfter.put(column, cut(now, from));
            });
            return new Example(key, shownBefore, after == null ? null : shownAfter);
        }

        private static int from(@Nullable String before, @Nullable String after) {
            if (before == null || after == null || before.equals(after)) {
                return 0;
            }
            int same = 0;
            while (same < before.length() && same < after.length() && before.charAt(same) == after.charAt(same)) {
                same++;
            }
            return same < SHOWN_MAX ? 0 : same - LEAD;
        }

        private static @Nullable String cut(@Nullable String value, int from) {
            if (value == null || value.length() <= SHOWN_MAX) {
                return value;
            }
            int begin = Math.min(from, value.length());
            int end = Math.min(value.length(), begin + SHOWN_MAX);
            return (begin > 0 ? "… " : "")
                    + value.substring(begin, end)
                    + (end < value.length() ? " …" : "")
                    + String.format(Locale.ROOT, " (%,d characters)", value.length());
        }
    }
}
