package io.steadfill.run.story;

import io.steadfill.run.life.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a run.
 *
 * @param id goes up; readers follow by it
 * @param kind {@code state} for a change of state, or another word such as {@code wait-began}
 * @param by who made it happen; null where nobody did
 * @param says a sentence for a person; null where the states say it all
 */
public record RunEvent(
        long id,
        Instant at,
        String runId,
        String job,
        String kind,
        @Nullable RunState from,
        @Nullable RunState to,
        @Nullable String by,
        @Nullable String says) {

    /** A run's state changed. */
    public static final String STATE = "state";

    /** It was found in its target, whose control database was lost. */
    public static final String ADOPTED = "adopted";

    /** It, or an undo or a waiver of it, waits for a second person from now on; {@code says} begins with the request's id. */
    public static final String APPROVAL = "approval-needed";

    /** The same in other words. */
    public RunEvent with(String otherSays) {
        return new RunEvent(id, at, runId, job, kind, from, to, by, otherSays);
    }
}
