package io.steadfill.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's word that a schedule launches nothing.
 *
 * @param until null until somebody takes it back
 */
public record Pause(
        String by, String why, Instant since, @Nullable Instant until) {

    boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }
}
