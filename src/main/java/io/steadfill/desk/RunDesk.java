package io.steadfill.desk;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.control.Control;
import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.Problem;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.LaunchRequest;
import io.steadfill.run.Launched;
import io.steadfill.run.Runs;
import io.steadfill.run.WaitingRuns;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.PartitionStatus;
import io.steadfill.run.status.RunQuery;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.status.RunsFound;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What may be said to runs. Each verb asks for its role on the run's job; what is refused has changed nothing. */
public final class RunDesk {

    private static final int LAUNCHES_MAX = 4;

    private final JobDesk jobs;
    private final Runs runs;
    private final WaitingRuns waiting;
    private final Control control;
    private final Dispatcher dispatcher;
    private final @Nullable String version;
    // A crowd that launches at once waits here, not for connections, which it would be refused after some seconds.
    private final Semaphore launching;

    RunDesk(JobDesk jobs, Runs runs, WaitingRuns waiting, Control control, Dispatcher dispatcher) {
        this(jobs, runs, waiting, control, dispatcher, null, new Semaphore(LAUNCHES_MAX, true));
    }

    private RunDesk(
            JobDesk jobs,
            Runs runs,
            WaitingRuns waiting,
            Control control,
            Dispatcher dispatcher,
            @Nullable String version,
            Semaphore launching) {
        this.jobs = jobs;
        this.runs = runs;
        this.waiting = waiting;
        this.control = control;
        this.dispatcher = dispatcher;
        this.version = version;
        this.launching = launching;
    }

    /** The same desk, whose verbs are refused by RUN_CHANGED unless the run is still as somebody saw it; null asks for nothing. */
    public RunDesk asSeen(@Nullable String seen) {
        return new RunDesk(jobs, runs, waiting, control, dispatcher, seen, launching);
    }

    /** Makes a run, or finds the unfinished one of the same job and parameters, and has it worked. */
    public Launched launch(Operator who, String job, Map<String, String> parameters) {
        return launch(who, job, LaunchRequest.of(parameters));
    }

    /** The same, with a business date, or outside open hours. */
    public Launched launch(Operator who, String job, LaunchRequest asked) {
        return launch(who, job, asked, false);
    }

    /** Makes a run and has it worked; refused by RUN_ALREADY_ACTIVE where there is an unfinished one. */
    public Launched launchNew(Operator who, String job, LaunchRequest asked) {
        return launch(who, job, asked, true);
    }

    private Launched launch(Operator who, String job, LaunchRequest asked, boolean onlyNew) {
        who.require(Role.OPERATOR, job);
        launching.acquireUninterruptibly();
        try {
            return launchInTurn(who, job, asked, onlyNew);
        } finally {
            launching.release();
        }
    }

    private Launched launchInTurn(Operator who, String job, LaunchRequest asked, boolean onlyNew) {
        JobDefinition ready = jobs.ready(who, job);
        return control.inTransaction(() -> {
            Launched launched = runs.launch(ready, asked, who.name(), who.person());
            if (onlyNew && !launched.fresh()) {
                throw Problem.RUN_ALREADY_ACTIVE
                        .with("job", job)
                        .with("run", launched.runId())
                        .says("run " + launched.runId() + " of '" + job
                                + "' is not finished: look at it, or launch without asking for a new one");
            }
            if (!launched.waits()) {
                dispatcher.dispatch(launched.runId());
            }
            return launched;
        });
    }

    /** A page of those that somebody may see. */
    public RunsFound page(Operator who, RunQuery query) {
        RunsFound page = runs.list(query, job -> who.may(Role.VIEWER, job));
        return new RunsFound(page.runs().stream().map(run -> shown(who, run)).toList(), page.next());
    }

    /** @throws io.steadfill.problem.ProblemException RUN_NOT_FOUND */
    public RunStatus status(Operator who, String runId) {
        return shown(who, seen(who, Role.VIEWER, runId));
    }

    private static RunStatus shown(Operator who, RunStatus run) {
        return who.seesData() ? run : Masked.of(run);
    }

    /** Each partition, at most {@code most}; without keys for those who may not see rows' values. */
    public List<PartitionStatus> partitions(Operator who, String runId, int most) {
        seen(who, Role.VIEWER, runId);
        List<PartitionStatus> all = runs.partitions(runId, most);
        return who.seesData()
                ? all
                : all.stream().map(PartitionStatus::withoutKeys).toList();
    }

    /** @param lasts how long; null until somebody resumes it */
    public RunStatus pause(Operator who, String runId, String why, @Nullable Duration lasts) {
        return say(who, runId, () -> runs.pause(runId, who.name(), why, lasts));
    }

    /** Lifts the holds that wait for a person, and has the run worked. */
    public RunStatus resume(Operator who, String runId) {
        return resume(who, runId, null);
    }

    /** @param ignoreHours why it may work outside its job's open hours, for the audit trail; null where it keeps them */
    public RunStatus resume(Operator who, String runId, @Nullable String ignoreHours) {
        return say(who, runId, () -> {
            if (ignoreHours != null && isFree(waiting.ignoreHours(runId, who.name(), who.person(), ignoreHours))) {
                dispatcher.dispatch(runId);
                return runs.status(runId);
            }
            RunStatus resumed = runs.resume(runId, who.name(), who.person());
            // Under a stop, too: whoever lifts it may be a terminal, which has nobody work the run.
            if (resumed.state() != RunState.WAITING
                    || resumed.holds().stream().anyMatch(hold -> hold.kind() == HoldKind.STOP)) {
                dispatcher.dispatch(runId);
            }
            return resumed;
        });
    }

    /** Whether nothing was in its way but its hours. */
    private static boolean isFree(RunState state) {
        return state == RunState.PENDING || state == RunState.INTERRUPTED;
    }

    /** Ends a run for good; one that nobody works on is dispatched once more, to free its claim. */
    public RunStatus cancel(Operator who, String runId) {
        return say(who, runId, () -> {
            RunStatus cancelled = runs.cancel(runId, who.name());
            if (cancelled.state() == RunState.CANCELLING) {
                dispatcher.dispatch(runId);
            }
            return cancelled;
        });
    }

    /** @param values name to value, such as {@code chunk-time} to {@code 20ms} */
    public RunStatus tune(Operator who, String runId, Map<String, String> values) {
        return say(who, runId, () -> runs.tune(runId, values, who.name()));
    }

    private RunStatus say(Operator who, String runId, Supplier<RunStatus> word) {
        held(who, runId, word);
        return shown(who, runs.status(runId));
    }

    /** An operator's word, in a transaction that keeps the run as it was seen, where somebody said how. */
    <T> T held(Operator who, String runId, Supplier<T> word) {
        seen(who, Role.OPERATOR, runId);
        return control.inTransaction(() -> {
            if (version != null) {
                runs.holdAs(runId, version);
            }
            return word.get();
        });
    }

    /** @throws io.steadfill.problem.ProblemException RUN_NOT_FOUND, NOT_PERMITTED */
    void require(Operator who, Role role, String runId) {
        seen(who, role, runId);
    }

    private RunStatus seen(Operator who, Role role, String runId) {
        RunStatus run = runs.status(runId);
        who.require(role, run.job());
        return run;
    }
}
