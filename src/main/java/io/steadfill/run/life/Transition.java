package io.steadfill.run.life;

import static io.steadfill.run.life.RunState.CANCELLED;
import static io.steadfill.run.life.RunState.CANCELLING;
import static io.steadfill.run.life.RunState.COMPLETED;
import static io.steadfill.run.life.RunState.FAILED;
import static io.steadfill.run.life.RunState.INTERRUPTED;
import static io.steadfill.run.life.RunState.PAUSED;
import static io.steadfill.run.life.RunState.PAUSING;
import static io.steadfill.run.life.RunState.PENDING;
import static io.steadfill.run.life.RunState.QUARANTINED;
import static io.steadfill.run.life.RunState.RUNNING;
import static io.steadfill.run.life.RunState.UNDOING;
import static io.steadfill.run.life.RunState.UNDONE;
import static io.steadfill.run.life.RunState.VERIFYING;
import static io.steadfill.run.life.RunState.WAITING;

import java.util.List;
import java.util.Optional;

/**
 * An edge of a run's life.
 *
 * @param when one sentence: when it is taken
 */
record Transition(RunState from, RunState to, String when) {

    /** Every edge; what is not here cannot happen. */
    public static final List<Transition> ALL = List.of(
            edge(PENDING, WAITING, "A hold that ends by itself was put on it before anybody took it up."),
            edge(PENDING, RUNNING, "A process took its lease."),
            edge(PENDING, PAUSED, "An operator paused it before anybody took it up."),
            edge(PENDING, CANCELLING, "An operator cancelled it before anybody took it up."),
            edge(PENDING, CANCELLED, "An operator cancelled it before anything was done."),
            edge(WAITING, CANCELLED, "An operator cancelled it before anything was done."),
            edge(PAUSED, CANCELLED, "An operator cancelled it before anything was done."),
            edge(WAITING, PENDING, "Its last hold ended."),
            edge(WAITING, RUNNING, "Its last hold ended and a process took its lease at once."),
            edge(WAITING, PAUSED, "An operator paused it while it waited."),
            edge(WAITING, FAILED, "A job that it depends on failed."),
            edge(PENDING, FAILED, "A job that it depends on failed."),
            edge(FAILED, WAITING, "An operator resumed it outside its opening hours, or while it has to wait."),
            edge(QUARANTINED, WAITING, "An operator resumed it outside its opening hours, or while it has to wait."),
            edge(
                    CANCELLED,
                    WAITING,
                    "A job that is once was resumed outside its opening hours, or while it has to wait."),
            edge(INTERRUPTED, FAILED, "A job that it depends on failed."),
            edge(PAUSED, FAILED, "A job that it depends on failed."),
            edge(WAITING, CANCELLING, "An operator cancelled it while it waited."),
            edge(RUNNING, WAITING, "A hold that ends by itself stopped it, such as the end of its opening hours."),
            edge(RUNNING, PAUSING, "An operator said pause; the chunk in flight finishes first."),
            edge(RUNNING, PAUSED, "The engine put a hold on it, such as a spent quarantine budget."),
            edge(RUNNING, CANCELLING, "An operator said cancel; the chunk in flight finishes first."),
            edge(RUNNING, INTERRUPTED, "Its process went down, or its lease died."),
            edge(RUNNING, FAILED, "It cannot keep its promise, or may not begin."),
            edge(RUNNING, VERIFYING, "Walk and sweeps are over; the proof begins."),
            edge(RUNNING, QUARANTINED, "Only quarantined rows are left."),
            edge(RUNNING, COMPLETED, "The data says that it is done."),
            edge(VERIFYING, RUNNING, "The proof found rows that a sweep can still take."),
            edge(VERIFYING, PAUSING, "An operator said pause during the proof."),
            edge(VERIFYING, PAUSED, "The engine put a hold on it during the proof."),
            edge(VERIFYING, CANCELLING, "An operator said cancel during the proof."),
            edge(VERIFYING, INTERRUPTED, "Its process went down during the proof."),
            edge(VERIFYING, FAILED, "The proof found rows that sweeps do not take."),
            edge(VERIFYING, QUARANTINED, "The proof found quarantined rows only."),
            edge(VERIFYING, COMPLETED, "The proof found nothing left."),
            edge(PAUSING, PAUSED, "The chunk in flight ended."),
            edge(PAUSING, RUNNING, "An operator said resume before the chunk in flight ended."),
            edge(PAUSING, WAITING, "Resumed in time, but a hold that ends by itself is still there."),
            edge(PAUSING, CANCELLING, "An operator said cancel while it was pausing."),
            edge(PAUSING, INTERRUPTED, "Its process went down while it was pausing, and the hold has been lifted."),
            edge(PAUSING, FAILED, "The chunk in flight failed for good."),
            edge(PAUSING, QUARANTINED, "The chunk in flight was the last; only quarantined rows are left."),
            edge(PAUSING, COMPLETED, "The chunk in flight was the last."),
            edge(PAUSED, PENDING, "The last hold was lifted; nobody works on it yet."),
            edge(PAUSED, WAITING, "A person lifted the hold; another that ends by itself remains."),
            edge(PAUSED, RUNNING, "A person said resume and a process took its lease."),
            edge(PAUSED, INTERRUPTED, "Its process had died while pausing, and the hold was lifted."),
            edge(PAUSED, CANCELLING, "An operator cancelled it; its claim is still to be freed."),
            edge(CANCELLING, CANCELLED, "The chunk in flight ended and the claim was freed."),
            edge(CANCELLING, FAILED, "The claim could not be freed."),
            edge(CANCELLING, QUARANTINED, "The chunk in flight was the last; only quarantined rows are left."),
            edge(CANCELLING, COMPLETED, "The chunk in flight was the last, and the proof was over."),
            edge(CANCELLED, RUNNING, "A job that is once was resumed, so that its coverage can be finished."),
            edge(CANCELLED, UNDOING, "An operator said undo."),
            edge(INTERRUPTED, RUNNING, "A process took the lease over and goes on from the checkpoints."),
            edge(
                    INTERRUPTED,
                    WAITING,
                    "It may not go on now: it needs an approval since, or its hours are closed, or somebody stopped it all."),
            edge(WAITING, INTERRUPTED, "Its last hold ended, and nobody works on it yet."),
            edge(VERIFYING, WAITING, "A hold that ends by itself stopped the proof."),
            edge(INTERRUPTED, PAUSED, "A hold was put on it while nobody worked on it."),
            edge(INTERRUPTED, CANCELLING, "An operator cancelled it; its claim is still to be freed."),
            edge(FAILED, RUNNING, "An operator resumed it; it goes on from the checkpoints."),
            edge(FAILED, CANCELLED, "An operator gave it up; a claim that is left is freed with it."),
            edge(FAILED, UNDOING, "An operator said undo."),
            edge(QUARANTINED, RUNNING, "An operator resumed it, so that quarantined rows are tried again."),
            edge(QUARANTINED, CANCELLED, "An operator gave it up; its claim was free already."),
            edge(QUARANTINED, UNDOING, "An operator said undo."),
            edge(COMPLETED, UNDOING, "An operator said undo."),
            edge(UNDOING, UNDONE, "Every before-image was put back."));

    static Optional<Transition> of(RunState from, RunState to) {
        return ALL.stream().filter(edge -> edge.from == from && edge.to == to).findFirst();
    }

    private static Transition edge(RunState from, RunState to, String when) {
        return new Transition(from, to, when);
    }
}
