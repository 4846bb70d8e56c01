package io.steadfill.run.life;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reason to be paused. A run goes on when none is left.
 *
 * @param by a person, or {@code engine}
 * @param expires null for a hold that somebody must lift
 */
public record Hold(
        String id,
        HoldKind kind,
        String by,
        String why,
        Instant since,
        @Nullable Instant expires) {

    /** What holds the run and why, without a full stop. */
    public String says() {
        // The reason of an approval begins with the request's id.
        return kind == HoldKind.APPROVAL
                ? "A second person has to approve it: " + why.replaceFirst("^[^ :]*: ", "")
                : "Held by " + by + ": " + why;
    }
}
