package io.steadfill.chunk.rehearsal;

import io.steadfill.keyset.Key;
import java.time.Duration;
import java.util.List;
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

    /** One row before and after; after is null where the row is gone. */
    public record Example(
            Key key,
            Map<String, @Nullable String> before,
            @Nullable Map<String, @Nullable String> after) {}
}
