package io.steadfill.console.words;

import io.steadfill.desk.board.JobStage;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;

/**
 * A state as it is shown: never by colour alone.
 *
 * @param css one of {@code ok busy wait bad}, or empty
 * @param icon a symbol of icons.svg
 * @param edge how a strip's edge is drawn
 */
public record Mark(String css, String icon, String word, String edge) {

    public static Mark of(RunStatus run) {
        if (run.state() == RunState.RUNNING
                && run.progress() != null
                && !run.progress().waits().isEmpty()) {
            return new Mark("wait", "wait", "Running, waiting", "e wait");
        }
        return of(run.state());
    }

    public static Mark of(RunState state) {
        return switch (state) {
            case PENDING -> new Mark("", "pending", "Pending", "e idle");
            case WAITING -> new Mark("wait", "wait", "Waiting", "e wait");
            case RUNNING -> new Mark("busy", "run", "Running", "e");
            case PAUSING -> new Mark("", "pause", "Pausing", "e idle");
            case PAUSED -> new Mark("", "pause", "Paused", "e idle");
            case CANCELLING -> new Mark("", "cancelled", "Cancelling", "e idle");
            case CANCELLED -> new Mark("", "cancelled", "Cancelled", "e idle");
            case INTERRUPTED -> new Mark("bad", "interrupted", "Interrupted", "e bad");
            case FAILED -> new Mark("bad", "failed", "Failed", "e bad");
            case VERIFYING -> new Mark("busy", "verifying", "Verifying", "e");
            case QUARANTINED -> new Mark("wait", "quarantine", "Quarantined", "e wait");
            case COMPLETED -> new Mark("ok", "verified", "Completed", "e");
            case UNDOING -> new Mark("busy", "undo", "Undoing", "e");
            case UNDONE -> new Mark("", "undo", "Undone", "e idle");
        };
    }

    public static Mark of(JobStage stage) {
        return switch (stage.mark()) {
            case DONE -> new Mark("ok", "done", "done", "");
            case WORKING -> new Mark("busy", "run", "in work", "");
            case WAITING -> new Mark("wait", "wait", "waiting", "");
            case PAUSED -> new Mark("", "pause", "paused", "");
            case BLOCKED -> new Mark("bad", "failed", "blocked", "");
            case COMING -> new Mark("", "", "to come", "");
            case NOT_NEEDED -> new Mark("", "", "not needed", "");
        };
    }
}
