package io.steadfill.notice;

import io.steadfill.run.life.RunState;
import io.steadfill.run.story.RunEvent;
import java.util.Locale;
import java.util.Optional;

/** What a notice may be about. */
public enum Happening {
    STARTED("started"),
    PAUSED("is paused"),
    FAILED("failed"),
    /** Completed, or with rows in quarantine, or cancelled. */
    FINISHED("ended"),
    NEEDS_APPROVAL("waits for an approval"),
    /** Is worked on and waits for nothing, and has not moved for a while. */
    STALLED("does not move"),
    /** Somebody tried the notice out. */
    TEST("is only a test");

    private final String says;

    Happening(String says) {
        this.says = says;
    }

    /** The word in configuration and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a person reads after the run's name. */
    String says() {
        return says;
    }

    /** What an event of a run is to those who wait for notices; empty for the many that are nothing. */
    static Optional<Happening> of(RunEvent event) {
        if (event.kind().equals(RunEvent.APPROVAL)) {
            return Optional.of(NEEDS_APPROVAL);
        }
        if (event.kind().equals(Stalls.KIND)) {
            return Optional.of(STALLED);
        }
        RunState to = event.to();
        if (!event.kind().equals(RunEvent.STATE) || to == null) {
            return Optional.empty();
        }
        return switch (to) {
            case RUNNING ->
                event.from() == RunState.PENDING || event.from() == RunState.WAITING
                        ? Optional.of(STARTED)
                        : Optional.empty();
            case PAUSED -> Optional.of(PAUSED);
            case FAILED -> Optional.of(FAILED);
            case COMPLETED, QUARANTINED, CANCELLED, UNDONE -> Optional.of(FINISHED);
            case PENDING, WAITING, PAUSING, CANCELLING, INTERRUPTED, VERIFYING, UNDOING -> Optional.empty();
        };
    }
}
