package io.steadfill.schedule.slot;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A business date of a job whose time has come; there is one of each, whoever saw it first.
 *
 * @param runId null where none was launched
 * @param reason why it waits, or was skipped or missed; null where nothing is to be said
 */
public record Slot(
        String job,
        LocalDate date,
        Instant due,
        State state,
        @Nullable String runId,
        @Nullable String reason) {

    /** What became of it. */
    public enum State {
        /** Still to be launched, by any node. */
        PENDING,
        LAUNCHED,
        /** Not launched, for a reason that somebody gave or can mend. */
        SKIPPED,
        /** Not launched, since its time was over. */
        MISSED
    }
}
