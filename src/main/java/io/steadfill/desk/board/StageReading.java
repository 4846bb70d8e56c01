package io.steadfill.desk.board;

import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.status.RunStatus;
import io.steadfill.schema.ScriptState;
import io.steadfill.script.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a job's six stages out of its companion scripts and its newest run. */
final class StageReading {

    static final List<String> NAMES = List.of("Defined", "Added", "Backfilled", "Settled", "Verified", "Contracted");

    /** Where the stages of the companion scripts stand among {@link #NAMES}. */
    static final int EXPAND = 1;

    static final int CONTRACT = 5;

    private final JobDefinition job;
    private final List<ScriptState> scripts;
    private final @Nullable RunStatus run;
    private final double walked;

    StageReading(JobDefinition job, List<ScriptState> scripts, @Nullable RunStatus run, double walked) {
        this.job = job;
        this.scripts = scripts;
        this.run = run;
        this.walked = walked;
    }

    JobLine line() {
        List<JobStage> stages = List.of(
                JobStage.done(NAMES.get(0), "valid"),
                companions(NAMES.get(EXPAND), Direction.EXPAND),
                backfilled(),
                settled(),
                verified(),
                companions(NAMES.get(CONTRACT), Direction.CONTRACT));
        return line(stages, NextStep.of(stages, scripts, run));
    }

    /** The line of a job whose database cannot be asked, or has none of our tables. */
    JobLine blocked(ProblemException e) {
        List<JobStage> stages = new ArrayList<>();
        stages.add(JobStage.done(NAMES.get(0), "valid"));
        stages.add(JobStage.blocked(NAMES.get(1), 0, "not known"));
        NAMES.stream().skip(2).forEach(name -> stages.add(JobStage.coming(name)));
        return line(stages, new NextStep("See to database " + job.database() + ".", e.detail()));
    }

    private JobLine line(List<JobStage> stages, NextStep next) {
        return new JobLine(
                job.name(),
                job.description(),
                job.owner(),
                job.database(),
                job.table().toString(),
                stages,
                next.what(),
                next.why(),
                run);
    }

    private JobStage companions(String name, Direction direction) {
        List<ScriptState> own = scripts.stream()
                .filter(script -> script.direction() == direction)
                .toList();
        if (own.isEmpty()) {
            return new JobStage(name, JobStage.Mark.NOT_NEEDED, 0, "");
        }
        long applied = own.stream()
                .filter(script -> script.state() == ScriptState.State.APPLIED)
                .count();
        double share = (double) applied / own.size();
        Optional<ScriptState> stuck = own.stream()
                .filter(script -> switch (script.state()) {
                    case FAILED, CHANGED, PARTIAL -> true;
                    case PENDING, RUNNING, APPLIED, UNDONE -> false;
                })
                .findFirst();
        if (stuck.isPresent()) {
            return JobStage.blocked(name, share, stuck.get().state().name().toLowerCase(Locale.ROOT));
        }
        if (applied == own.size()) {
            String at = own.get(own.size() - 1).at();
            return JobStage.done(name, at == null ? "" : at.substring(0, Math.min(10, at.length())));
        }
        if (own.stream().anyMatch(script -> script.state() == ScriptState.State.RUNNING)) {
            return new JobStage(name, JobStage.Mark.WORKING, share, "running");
        }
        return new JobStage(name, JobStage.Mark.COMING, share, applied == 0 ? "" : applied + " of " + own.size());
    }

    private JobStage backfilled() {
        String name = NAMES.get(2);
        if (run == null) {
            return JobStage.coming(name);
        }
        String percent = Math.round(Math.floor(walked * 100)) + " %";
        return switch (run.state()) {
            case PENDING -> new JobStage(name, JobStage.Mark.WAITING, walked, "pending");
            case RUNNING ->
                isWaiting() ? waiting(name, percent) : new JobStage(name, JobStage.Mark.WORKING, walked, percent);
            case WAITING -> waiting(name, percent);
            case PAUSING, PAUSED -> new JobStage(name, JobStage.Mark.PAUSED, walked, percent + ", paused");
            case CANCELLING, CANCELLED -> new JobStage(name, JobStage.Mark.COMING, walked, percent + ", cancelled");
            case INTERRUPTED -> JobStage.blocked(name, walked, percent + ", interrupted");
            case FAILED ->
                isProofFailed() ? JobStage.done(name, "") : JobStage.blocked(name, walked, percent + ", failed");
            case VERIFYING, QUARANTINED, COMPLETED -> JobStage.done(name, "");
            case UNDOING -> new JobStage(name, JobStage.Mark.WORKING, walked, "being undone");
            case UNDONE -> new JobStage(name, JobStage.Mark.COMING, 0, "undone");
        };
    }

    private JobStage waiting(String name, String percent) {
        return new JobStage(name, JobStage.Mark.WAITING, walked, percent + ", waiting");
    }

    private JobStage settled() {
        String name = NAMES.get(3);
        if (run == null) {
            return JobStage.coming(name);
        }
        return switch (run.state()) {
            case QUARANTINED -> JobStage.blocked(name, 0.9, "rows in quarantine");
            case COMPLETED, VERIFYING -> JobStage.done(name, "");
            case FAILED -> isProofFailed() ? JobStage.done(name, "") : JobStage.coming(name);
            case PENDING, RUNNING, WAITING, PAUSING, PAUSED, CANCELLING, CANCELLED, INTERRUPTED, UNDOING, UNDONE ->
                JobStage.coming(name);
        };
    }

    private JobStage verified() {
        String name = NAMES.get(4);
        if (run == null) {
            return JobStage.coming(name);
        }
        return switch (run.state()) {
            case VERIFYING -> new JobStage(name, JobStage.Mark.WORKING, 0.5, "at it");
            case COMPLETED ->
                JobStage.done(
                        name, run.ended() == null ? "" : run.ended().toString().substring(0, 10));
            case FAILED -> isProofFailed() ? JobStage.blocked(name, 0.9, "rows left") : JobStage.coming(name);
            case PENDING,
                    RUNNING,
                    WAITING,
                    PAUSING,
                    PAUSED,
                    CANCELLING,
                    CANCELLED,
                    INTERRUPTED,
                    QUARANTINED,
                    UNDOING,
                    UNDONE -> JobStage.coming(name);
        };
    }

    private boolean isWaiting() {
        return run != null && run.progress() != null && !run.progress().waits().isEmpty();
    }

    private boolean isProofFailed() {
        return run != null
                && run.problem() != null
                && switch (run.problem()) {
                    case "divergence-found", "not-converging", "coverage-broken", "not-verified" -> true;
                    default -> false;
                };
    }
}
