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

    /** The reason of a hold that waits for a second person's word. */
    public static String asking(String approvalId, String because) {
        return approvalId + ": " + because;
    }

    /** The request that it waits for; null where it waits for none. */
    public @Nullable String approval() {
        return kind == HoldKind.APPROVAL ? why.replaceFirst(":.*", "") : null;
    }

    /** What holds the run and why, without a full stop. */
    public String says() {
        return kind == HoldKind.APPROVAL
                ? "A second person has to approve it: " + why.replaceFirst("^[^ :]*: ", "")
                : "Held by " + by + ": " + why;
    }
}
