package io.steadfill.approval.standing;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An approver's word for all nights of a job, as long as nothing that he saw changes.
 *
 * @param hash over everything that he saw: definition, and with it the schedule's parameters, mapping files, target
 * @param what the same for a person to read
 * @param endedBy who revoked it, or whose launch showed that it is void; null while nobody did
 */
public record Standing(
        String id,
        String job,
        String database,
        String hash,
        Map<String, Object> what,
        String why,
        String givenBy,
        Instant given,
        Instant expires,
        State state,
        @Nullable String endedBy,
        @Nullable Instant ended,
        @Nullable String endedWhy) {

    public Standing {
        what = Collections.unmodifiableMap(new LinkedHashMap<>(what));
    }

    /** Where it is. */
    public enum State {
        /** Each night is let through that is what was seen. */
        IN_FORCE,
        /** Its time is over. */
        EXPIRED,
        /** Somebody took it back, or gave another in its place. */
        REVOKED,
        /** A night came that was not what was seen. */
        VOID
    }
}
