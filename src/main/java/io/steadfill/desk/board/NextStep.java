package io.steadfill.desk.board;

import io.steadfill.run.life.Hold;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.status.RunStatus;
import io.steadfill.schema.ScriptState;
import io.steadfill.script.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person does next about a job.
 *
 * @param what a sentence; also where there is nothing to do
 * @param why in the words of whoever waits or failed; null where {@code what} says it all
 */
record NextStep(String what, @Nullable String why) {

    /** @param run the newest; null before the first */
    static NextStep of(List<JobStage> stages, List<ScriptState> scripts, @Nullable RunStatus run) {
        JobStage.Mark expand = stages.get(StageReading.EXPAND).mark();
        JobStage.Mark contract = stages.get(StageReading.CONTRACT).mark();
        if (expand == JobStage.Mark.BLOCKED || contract == JobStage.Mark.BLOCKED) {
            return new NextStep("See what stopped its companion scripts.", firstError(scripts));
        }
        if (expand == JobStage.Mark.COMING) {
            return new NextStep("Apply its expand scripts.", pending(scripts, Direction.EXPAND));
        }
        if (run == null) {
            return new NextStep("Launch it.", null);
        }
        return switch (run.state()) {
            case PENDING -> new NextStep("Nothing: a node is about to take it up.", null);
            case WAITING ->
                run.holds().stream().anyMatch(hold -> hold.kind() == HoldKind.APPROVAL)
                        ? new NextStep("Have a second person decide on " + run.runId() + ".", reason(run))
                        : goesOn(run);
            case RUNNING, PAUSING, VERIFYING, UNDOING -> goesOn(run);
            case CANCELLING -> new NextStep("Nothing: " + run.runId() + " ends by itself.", null);
            case PAUSED -> new NextStep("Resume " + run.runId() + ".", reason(run));
            case INTERRUPTED -> new NextStep("Resume " + run.runId() + ": nothing is lost.", run.says());
            case FAILED -> new NextStep("See why " + run.runId() + " failed, then resume it.", run.says());
            case QUARANTINED -> new NextStep("Correct and retry the rows in quarantine, or waive them.", run.says());
            case CANCELLED, UNDONE -> new NextStep("Launch it again, or take it off the board.", null);
            case COMPLETED ->
                contract == JobStage.Mark.COMING
                        ? new NextStep("Apply its contract scripts.", pending(scripts, Direction.CONTRACT))
                        : new NextStep("Nothing: it is finished.", null);
        };
    }

    private static NextStep goesOn(RunStatus run) {
        Hold hardest = Hold.hardest(run.holds()).orElse(null);
        if (hardest != null && hardest.kind() == HoldKind.STOP && hardest.expires() == null) {
            return new NextStep(
                    "Lift the stop: " + hardest.why() + ".",
                    "It is by " + hardest.by() + ", and " + run.runId() + " goes on then.");
        }
        return new NextStep("Nothing: " + run.runId() + " goes on by itself.", reason(run));
    }

    private static String firstError(List<ScriptState> scripts) {
        return scripts.stream()
                .filter(script -> script.error() != null)
                .map(script -> script.file() + ": " + script.error())
                .findFirst()
                .orElse("");
    }

    private static String pending(List<ScriptState> scripts, Direction direction) {
        return String.join(
                ", ",
                scripts.stream()
                        .filter(script -> script.direction() == direction)
                        .filter(script -> script.state() != ScriptState.State.APPLIED)
                        .map(ScriptState::file)
                        .toList());
    }

    private static String reason(RunStatus run) {
        return Hold.hardest(run.holds())
                .map(Hold::says)
                .orElseGet(
                        () -> run.progress() == null || run.progress().waits().isEmpty()
                                ? ""
                                : "Waits: " + run.progress().waits().get(0).says());
    }
}
