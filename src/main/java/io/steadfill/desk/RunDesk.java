package io.steadfill.desk;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.control.Control;
import io.steadfill.definition.JobDefinition;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.LaunchRequest;
import io.steadfill.run.Launched;
import io.steadfill.run.RunStatus;
import io.steadfill.run.Runs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be said to runs. Each verb asks for its role on the run's job; what is refused has changed nothing. */
public final class RunDesk {

    private final JobDesk jobs;
    private final Runs runs;
    private final Control control;
    private final Dispatcher dispatcher;

    RunDesk(JobDesk jobs, Runs runs, Control control, Dispatcher dispatcher) {
        this.jobs = jobs;
        this.runs = runs;
        this.control = control;
        this.dispatcher = dispatcher;
    }

    /** Makes a run, or finds the unfinished one of the same job and parameters, and has it worked. */
    public Launched launch(Operator who, String job, Map<String, String> parameters) {
        return launch(who, job, LaunchRequest.of(parameters));
    }

    /** The same, with a business date, or outside open hours. */
    public Launched launch(Operator who, String job, LaunchRequest asked) {
        who.require(Role.OPERATOR, job);
        JobDefinition ready = jobs.ready(who, job);
        return control.inTransaction(() -> {
            Launched launched = runs.launch(ready, asked, who.name());
            dispatcher.dispatch(launched.runId());
            return launched;
        });
    }

    /** Those that somebody may see, the newest first. */
    public List<RunStatus> list(Operator who, int limit) {
        return runs.list(limit).stream()
                .filter(run -> who.may(Role.VIEWER, run.job()))
                .toList();
    }

    /** @throws io.steadfill.problem.ProblemException RUN_NOT_FOUND */
    public RunStatus status(Operator who, String runId) {
        return seen(who, Role.VIEWER, runId);
    }

    /** @param lasts how long; null until somebody resumes it */
    public RunStatus pause(Operator who, String runId, String why, @Nullable Duration lasts) {
        seen(who, Role.OPERATOR, runId);
        return runs.pause(runId, who.name(), why, lasts);
    }

    /** Lifts the holds that wait for a person, and has the run worked. */
    public RunStatus resume(Operator who, String runId) {
        seen(who, Role.OPERATOR, runId);
        return control.inTransaction(() -> {
            RunStatus resumed = runs.resume(runId, who.name());
            dispatcher.dispatch(runId);
            return resumed;
        });
    }

    /** Ends a run for good; one that nobody works on is dispatched once more, to free its claim. */
    public RunStatus cancel(Operator who, String runId) {
        seen(who, Role.OPERATOR, runId);
        return control.inTransaction(() -> {
            RunStatus cancelled = runs.cancel(runId, who.name());
            dispatcher.dispatch(runId);
            return cancelled;
        });
    }

    /** @param values name to value, such as {@code chunk-time} to {@code 20ms} */
    public RunStatus tune(Operator who, String runId, Map<String, String> values) {
        seen(who, Role.OPERATOR, runId);
        return runs.tune(runId, values, who.name());
    }

    private RunStatus seen(Operator who, Role role, String runId) {
        RunStatus run = runs.status(runId);
        who.require(role, run.job());
        return run;
    }
}
