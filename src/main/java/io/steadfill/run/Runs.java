package io.steadfill.run;

import io.steadfill.audit.AuditTrail;
import io.steadfill.chunk.Gate;
import io.steadfill.control.Control;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.admission.FourEyes;
import io.steadfill.run.admission.Stops;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.run.life.Verb;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunMarks;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.Stage;
import io.steadfill.run.record.TargetClaims;
import io.steadfill.run.record.Tunable;
import io.steadfill.run.record.TuningStore;
import io.steadfill.run.status.PartitionReader;
import io.steadfill.run.status.PartitionStatus;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunPages;
import io.steadfill.run.status.RunQuery;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.status.RunsFound;
import io.steadfill.run.work.Assignments;
import io.steadfill.run.work.Working;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The operators' verbs. Every one of them leaves a line in the audit trail; all refuse by a {@link ProblemException}. */
public final class Runs {

    private final Control control;
    private final RunStore store;
    private final HoldStore holds;
    private final TuningStore tunings;
    private final AuditTrail audit;
    private final Stops stops;
    private final Launching launching;
    private final FourEyes fourEyes;
    private final Working working;
    private final PartitionReader partitions;
    private final Assignments assignments;
    private final TargetClaims claims;

    Runs(
            Control control,
            RunStore store,
            HoldStore holds,
            TuningStore tunings,
            AuditTrail audit,
            Stops stops,
            Launching launching,
            FourEyes fourEyes,
            Working working,
            PartitionReader partitions,
            Assignments assignments,
            TargetClaims claims) {
        this.control = control;
        this.store = store;
        this.holds = holds;
        this.tunings = tunings;
        this.audit = audit;
        this.stops = stops;
        this.launching = launching;
        this.fourEyes = fourEyes;
        this.working = working;
        this.partitions = partitions;
        this.assignments = assignments;
        this.claims = claims;
    }

    /**
     * Makes a run, or finds the unfinished one of the same job and parameters; does not work on it yet.
     *
     * @param given parameters, name to text
     * @throws ProblemException RUN_ALREADY_ACTIVE when an unfinished run has other parameters, PARAMETER_INVALID
     */
    public Launched launch(JobDefinition job, Map<String, String> given, String by) {
        return launch(job, LaunchRequest.of(given), by);
    }

    /**
     * The same, with a business date.
     *
     * @throws ProblemException ALREADY_DONE when the date's run is over, with the run; and as above
     */
    public Launched launch(JobDefinition job, LaunchRequest asked, String by) {
        return launch(job, asked, by, by);
    }

    /**
     * The same, said by a token for instance.
     *
     * @param by as the audit trail writes it
     * @param person whose word it is, who therefore cannot approve it
     */
    public Launched launch(JobDefinition job, LaunchRequest asked, String by, String person) {
        control.identity();
        stops.requireNone(job.name(), job.database(), job.table().toString());
        return launching.launch(job, asked, by, person);
    }

    /**
     * Works a run in this process until it ends or stops; blocks. Holds that wait for a person are lifted, since somebody said so.
     *
     * @param tell hears sentences for the operator meanwhile
     * @throws ProblemException RUN_ALREADY_ACTIVE when another process works on it, RUN_NOT_RESUMABLE, or what keeps it from beginning
     */
    public RunEnd work(String runId, String by, Consumer<String> tell) {
        control.identity();
        RunRow row = store.get(runId);
        // A run that is being cancelled is worked once more all the same, so that its table is free.
        if (row.word() != Gate.Word.CANCEL) {
            stops.requireNone(row);
        }
        return working.work(runId, by, tell);
    }

    /** The same because somebody said so before, perhaps to a process that has died since: holds stay as they are. */
    public RunEnd carry(String runId, String by, Consumer<String> tell) {
        control.identity();
        return working.carry(runId, by, tell);
    }

    /** Tells every run of this process to stop after the chunk in flight, for ever; returns at once. */
    public void stopWorking() {
        working.stop();
    }

    /** @param lasts how long; null until somebody resumes it */
    public RunStatus pause(String runId, String by, String why, @Nullable Duration lasts) {
        return say(Verb.PAUSE, runId, by, row -> holds.add(runId, HoldKind.OPERATOR, by, why, lasts));
    }

    /** Lifts the holds that wait for a person; a run that nobody works on is then to be worked by {@link #work}. */
    public RunStatus resume(String runId, String by) {
        return resume(runId, by, by);
    }

    /** The same, said by a token for instance: the person cannot approve what the run needs by now. */
    public RunStatus resume(String runId, String by, String person) {
        RunRow found = store.get(runId);
        if (!found.state().isActive()) {
            stops.requireNone(found);
        }
        return say(Verb.RESUME, runId, by, row -> {
            holds.lift(runId);
            RunMarks marks = new RunMarks(control);
            if (!row.alive()) {
                marks.setGoing(row, person);
            }
            if (row.isHeldByCanary()) {
                marks.passCanary(runId);
                audit.add(by, "go after canary", runId, row.job(), null, null);
            }
        });
    }

    /** Ends a run for good. One that has begun and that nobody works on is then to be worked by {@link #work}, which frees its claim. */
    public RunStatus cancel(String runId, String by) {
        return say(Verb.CANCEL, runId, by, row -> {
            switch (row.stage()) {
                case NEW, FAILED, QUARANTINED -> {
                    claims.free(row);
                    holds.liftAll(runId);
                    store.end(runId, Stage.CANCELLED, null);
                }
                case WORKING, VERIFYING, UNDOING, PAUSED, INTERRUPTED, COMPLETED, CANCELLED, UNDONE ->
                    store.say(runId, Gate.Word.CANCEL);
            }
            fourEyes.withdraw(runId);
        });
    }

    /**
     * Ends every unfinished run on a database that is about to be made anew: nothing will be left there to go on with.
     *
     * @throws ProblemException RUN_ALREADY_ACTIVE when a process works on one of them
     */
    public void abandon(String database, String by) {
        control.identity();
        new Abandoning(store, holds, audit).abandon(database, by);
    }

    /** @param values name to value, such as {@code chunk-time} to {@code 20ms}; all are checked before any is set */
    public RunStatus tune(String runId, Map<String, String> values, String by) {
        Map<String, String> sorted = new TreeMap<>(values);
        sorted.forEach((name, value) -> Tunable.named(name).apply(Limits.DEFAULTS, value));
        return say(Verb.TUNE, runId, by, row -> {
            for (Map.Entry<String, String> entry : sorted.entrySet()) {
                String before = tunings.put(runId, entry.getKey(), entry.getValue(), by);
                audit.add(
                        by,
                        "tune " + entry.getKey(),
                        runId,
                        row.job(),
                        before == null ? "as the job says" : before,
                        entry.getValue());
            }
        });
    }

    /**
     * A page of runs, the newest first.
     *
     * @param seen which jobs' runs may be seen
     */
    public RunsFound list(RunQuery query, Predicate<String> seen) {
        control.identity();
        RunPages.Found found = new RunPages(store).find(query, seen);
        return new RunsFound(found.rows().stream().map(row -> status(row, null)).toList(), found.next());
    }

    /** Each partition of a run by sweep and number, at most {@code most}. */
    public List<PartitionStatus> partitions(String runId, int most) {
        control.identity();
        RunRow row = store.get(runId);
        return partitions.each(row.database(), row.runId(), most);
    }

    /**
     * Locks a run until the transaction that is under way ends, and insists that it is still as somebody saw it.
     *
     * @param version what {@link RunStatus#version} said
     * @throws ProblemException RUN_CHANGED when it is not, naming what it is now
     */
    public void holdAs(String runId, String version) {
        control.identity();
        store.lock(runId);
        RunVersion.require(store.get(runId), tunings.of(runId), version);
    }

    /** @throws ProblemException RUN_NOT_FOUND */
    public RunStatus status(String runId) {
        control.identity();
        RunRow row = store.get(runId);
        return status(row, partitions.of(row).orElse(null));
    }

    /** The job as it was pinned at launch. */
    public JobDefinition definition(String runId) {
        control.identity();
        return store.get(runId).definition();
    }

    /** Who said what to a run. */
    public List<AuditTrail.Entry> audit(String runId) {
        control.identity();
        return audit.of(store.get(runId).runId());
    }

    private RunStatus say(Verb verb, String runId, String by, Consumer<RunRow> change) {
        control.identity();
        RunRow after = store.change(runId, row -> {
            row.requireAllowed(verb);
            change.accept(row);
            if (verb != Verb.TUNE) {
                RunState now = store.get(runId).state();
                audit.add(by, verb.word(), runId, row.job(), row.state().name(), now.name());
            }
        });
        return status(after, null);
    }

    private RunStatus status(RunRow row, @Nullable Partitions seen) {
        RunState state = row.state();
        Map<String, String> tuning = tunings.of(row.runId());
        return new RunStatus(
                row.runId(),
                RunVersion.of(row, tuning),
                row.job(),
                row.database(),
                row.table(),
                state,
                state.verbs().stream().map(Verb::word).toList(),
                row.texts(),
                row.started(),
                row.startedBy(),
                state.isActive() ? null : row.ended(),
                row.endProblem(),
                row.endSays(),
                row.owner(),
                row.holds(),
                tuning,
                assignments.progress(row),
                seen,
                row.businessDate());
    }
}
