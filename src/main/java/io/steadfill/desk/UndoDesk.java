package io.steadfill.desk;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.problem.Problem;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.Runs;
import io.steadfill.run.undo.Undos;
import io.steadfill.schedule.Schedules;
import org.jspecify.annotations.Nullable;

/** Undoing runs: who operates a job has it done, by any node, after a second person's word where that is asked for. */
public final class UndoDesk {

    private final RunDesk desk;
    private final Runs runs;
    private final Undos undos;
    private final Schedules schedules;
    private final Dispatcher dispatcher;

    UndoDesk(RunDesk desk, Runs runs, Undos undos, Schedules schedules, Dispatcher dispatcher) {
        this.desk = desk;
        this.runs = runs;
        this.undos = undos;
        this.schedules = schedules;
        this.dispatcher = dispatcher;
    }

    /** Whether it is worth offering: for those who may say it, where the control knows of nothing against it. */
    public boolean isOffered(Operator who, String runId) {
        return who.may(Role.OPERATOR, runs.definition(runId).name()) && undos.isLikely(runId);
    }

    /**
     * Has a run undone, or goes on with that where nobody does, and pauses the job's schedule.
     *
     * @param version as the run was seen; null where that does not matter
     * @return how many rows have an old value that is kept
     * @throws io.steadfill.problem.ProblemException RUN_NOT_UNDOABLE, APPROVAL_REQUIRED naming the request, RUN_CHANGED, NOT_PERMITTED,
     *     REQUEST_INVALID without a reason
     */
    public long undo(Operator who, String runId, @Nullable String version, String why) {
        if (why.isBlank()) {
            throw Problem.REQUEST_INVALID
                    .with("parameter", "why")
                    .says("say why: an undo is kept with its reason, and its job's schedule is paused with it");
        }
        // Apart from the rest, which may leave a request for a second person behind when it is refused.
        desk.asSeen(version).held(who, runId, () -> runId);
        return undos.undo(runId, who.person(), why, () -> {
            schedules.pauseAfterUndo(runs.definition(runId), runId, who.name(), why);
            dispatcher.dispatch(runId);
        });
    }
}
