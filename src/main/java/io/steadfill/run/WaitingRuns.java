package io.steadfill.run;

import io.steadfill.audit.AuditTrail;
import io.steadfill.chunk.Gate;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.run.admission.Admission;
import io.steadfill.run.life.RunState;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.status.Forecast;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.story.Progress;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs that wait for what ends by itself: who is let in again, who need not wait, and when one will be done. */
public final class WaitingRuns {

    private static final int NIGHTS_MEASURED = 10;

    private final Control control;
    private final RunStore store;
    private final HoldStore holds;
    private final Admission admission;
    private final AuditTrail audit;
    private final Runs runs;
    private final DatabaseTime time;

    /** A business date's run. */
    public record OfDate(String runId, RunState state) {}

    WaitingRuns(
            Control control,
            RunStore store,
            HoldStore holds,
            Admission admission,
            AuditTrail audit,
            Runs runs,
            DatabaseTime time) {
        this.control = control;
        this.store = store;
        this.holds = holds;
        this.admission = admission;
        this.audit = audit;
        this.runs = runs;
        this.time = time;
    }

    /**
     * Lets an unfinished run work outside its job's open hours.
     *
     * @param person who sets it going and cannot approve it
     * @param why for the audit trail
     */
    public RunState ignoreHours(String runId, String by, String person, String why) {
        control.identity();
        RunRow after = store.change(runId, row -> {
            admission.ignoreHours(row, why);
            if (!row.alive()) {
                admission.setGoing(row, person);
            }
            audit.add(by, "ignore hours", runId, row.job(), row.ignoresHours(), why);
        });
        return after.state();
    }

    /** Unfinished runs that wait for something that ends by itself, in the order of their launch: who has runs worked asks {@link #letIn} of each. */
    public List<String> waiting() {
        control.identity();
        return holds.waiting();
    }

    /**
     * Looks again whether a run that waits may be worked now; true when it may, and nobody works it yet.
     *
     * @param coming how many runs of each database were let in a moment ago; this one is added
     */
    public boolean letIn(String runId, Map<String, Integer> coming) {
        RunRow after = store.change(runId, row -> {
            holds.sweep(runId);
            boolean idle = row.owner() == null || !row.alive();
            // An undo and a cancel keep no hours, and wait for no other job.
            if (idle && row.word() != Gate.Word.CANCEL && row.state() != RunState.UNDOING) {
                admission.review(store.get(runId), coming.getOrDefault(row.database(), 0));
            }
        });
        boolean due = after.state() == RunState.PENDING || after.state() == RunState.INTERRUPTED;
        if (due) {
            coming.merge(after.database(), 1, Integer::sum);
        }
        return due;
    }

    /** When an unfinished run will end; empty where nothing was measured yet. */
    public Optional<Forecast> forecast(String runId) {
        RunStatus status = runs.status(runId);
        Partitions partitions = status.partitions();
        Progress told = status.progress();
        if (partitions == null || told == null || !status.state().isActive()) {
            return Optional.empty();
        }
        RunRow row = store.get(runId);
        return Forecast.of(
                partitions.estimate() - partitions.walked(),
                told.rowsPerSecond(),
                Admission.hoursOf(row, row.definition()),
                time.now());
    }

    /** The run that counts for a business date: not one that was cancelled or undone. */
    public Optional<OfDate> ofDate(String job, LocalDate date) {
        control.identity();
        return store.ofDate(job, date).map(row -> new OfDate(row.runId(), row.state()));
    }

    /** How long a job's run of a business date mostly takes: the median of the last that were completed; empty where none was. */
    public Optional<Duration> usualLength(String job) {
        List<Duration> took =
                store.tookDates(job, NIGHTS_MEASURED).stream().sorted().toList();
        int half = took.size() / 2;
        if (took.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                took.size() % 2 == 1
                        ? took.get(half)
                        : took.get(half - 1).plus(took.get(half)).dividedBy(2));
    }

    /** The states of runs by their ids; those that are not there are left out. */
    public Map<String, RunState> states(Collection<String> runIds) {
        control.identity();
        Map<String, RunState> states = new TreeMap<>();
        store.all(runIds).forEach(row -> states.put(row.runId(), row.state()));
        return states;
    }
}
