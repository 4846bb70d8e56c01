package io.steadfill.run.life;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where a run is in its life. Never stored: derived from the run's row, its lease and its holds. */
public enum RunState {
    /** Launched or resumed, and nobody works on it yet. */
    PENDING(Verb.PAUSE, Verb.RESUME, Verb.CANCEL, Verb.TUNE),
    /** Nobody works on it, and only holds that end by themselves or by an approval keep it so. */
    WAITING(Verb.PAUSE, Verb.CANCEL, Verb.TUNE),
    /** A process with a live lease works on it; it may be napping for a throttle. */
    RUNNING(Verb.PAUSE, Verb.CANCEL, Verb.TUNE),
    /** Asked to pause; the chunk in flight is finishing. Becomes PAUSED at its end, or COMPLETED if it was the last. */
    PAUSING(Verb.RESUME, Verb.CANCEL, Verb.TUNE),
    /** A hold waits for a person. Keeps its claim on the table. */
    PAUSED(Verb.RESUME, Verb.CANCEL, Verb.TUNE),
    /** Asked to end for good. Where its process died on the way, saying cancel again finishes it. */
    CANCELLING(Verb.CANCEL),
    /** Ended by a person; what was changed stays changed. Only a job that is once may be resumed from here. */
    CANCELLED(Verb.RESUME),
    /** Its process went down, orderly or not; the next one goes on from the target's checkpoints. */
    INTERRUPTED(Verb.RESUME, Verb.CANCEL, Verb.TUNE),
    /** Ended without its promise kept, with the reason; resuming tries again from the checkpoints. */
    FAILED(Verb.RESUME, Verb.CANCEL, Verb.TUNE),
    /** Every chunk is done; the target is asked whether the data says so too. */
    VERIFYING(Verb.PAUSE, Verb.CANCEL),
    /** Only quarantined rows are left; resuming tries them again. */
    QUARANTINED(Verb.RESUME, Verb.CANCEL),
    /** The data says so. */
    COMPLETED,
    /** Its before-images are being put back. Where the process died on the way, saying undo again finishes it. */
    UNDOING,
    /** Its before-images were put back. */
    UNDONE;

    // The set is unmodifiable; the checker knows only Guava's.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Verb> verbs;

    RunState(Verb... verbs) {
        this.verbs = verbs.length == 0 ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(List.of(verbs)));
    }

    /** The verbs that are allowed now. */
    public Set<Verb> verbs() {
        return verbs;
    }

    public boolean allows(Verb verb) {
        return verbs.contains(verb);
    }

    public boolean mayBecome(RunState next) {
        return Transition.of(this, next).isPresent();
    }

    /** Whether a process works on it, or may at any moment: nobody settles its rows meanwhile. */
    public boolean isBusy() {
        return switch (this) {
            case RUNNING, PAUSING, CANCELLING, VERIFYING, UNDOING -> true;
            case PENDING, WAITING, PAUSED, INTERRUPTED, CANCELLED, FAILED, QUARANTINED, COMPLETED, UNDONE -> false;
        };
    }

    /** Whether the run holds its job's key, so that no other run of the job may be launched; false once it is over. */
    public boolean isActive() {
        return switch (this) {
            case PENDING, WAITING, RUNNING, PAUSING, PAUSED, CANCELLING, INTERRUPTED, VERIFYING, UNDOING -> true;
            case CANCELLED, FAILED, QUARANTINED, COMPLETED, UNDONE -> false;
        };
    }
}
