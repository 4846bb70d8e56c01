package io.steadfill.run.admission;

import io.steadfill.checkpoint.Counts;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.calendar.Hours;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunMarks;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run may be worked now: its job's open hours, the jobs that it depends on, and how many runs its database may have at once. A run
 * that may not gets a hold that says why, and loses it when it may.
 */
public final class Admission {

    /** So near to the edge it is not worth beginning. */
    private static final Duration LEAST_OPEN = Duration.ofSeconds(10);

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private final Control control;
    private final RunStore store;
    private final HoldStore holds;
    private final RunMarks marks;
    private final SkippedDates skipped;
    private final DatesToCome dates;
    private final DatabaseTime time;
    private final ToIntFunction<String> runsMax;

    /** @param runsMax how many runs a database may have at once, by its name */
    Admission(Control control, RunStore store, HoldStore holds, DatabaseTime time, ToIntFunction<String> runsMax) {
        this.control = control;
        this.store = store;
        this.holds = holds;
        this.marks = new RunMarks(control);
        this.skipped = new SkippedDates(control);
        this.dates = new DatesToCome(control);
        this.time = time;
        this.runsMax = runsMax;
    }

    /** A job that a run depends on has failed: the run cannot begin. */
    private static final class Hopeless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Hopeless(String says) {
            super(says, null, false, false);
        }
    }

    /**
     * Keeps a date from being skipped to the end of the transaction, so that it can be launched.
     *
     * @throws io.steadfill.problem.ProblemException DATE_SKIPPED when somebody said that it is to be skipped
     */
    public void requireUnskipped(String job, LocalDate date) {
        skipped.requireNone(job, date);
    }

    /** Puts the holds on a run that has just been launched, but for the room on its database. */
    public void launched(RunRow row) {
        JobDefinition job = row.definition();
        try {
            closed(row, job).ifPresent(why -> hold(row, HoldKind.WINDOW, why));
            waitsFor(row, job).ifPresent(why -> hold(row, HoldKind.DEPENDENCY, why));
        } catch (Hopeless e) {
            hold(row, HoldKind.DEPENDENCY, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Looks again, under the run's lock: takes off the holds whose reason is gone, puts those on whose reason is there.
     *
     * @param coming runs of the same database that were let in a moment ago and have not begun
     * @return why it may not be worked now; empty when it may
     */
    public List<String> review(RunRow row, int coming) {
        JobDefinition job = row.definition();
        List<String> waits = new ArrayList<>();
        try {
            settle(row, HoldKind.WINDOW, closed(row, job), waits);
            settle(row, HoldKind.DEPENDENCY, waitsFor(row, job), waits);
        } catch (Hopeless e) {
            fail(row, String.valueOf(e.getMessage()));
            return List.of(String.valueOf(e.getMessage()));
        }
        boolean mayTakeRoom = waits.isEmpty()
                && row.holds().stream().allMatch(hold -> hold.kind().endsByItself());
        settle(row, HoldKind.CAPACITY, mayTakeRoom ? full(row, coming) : Optional.empty(), waits);
        if (!waits.isEmpty()) {
            marks.setAside(row);
        }
        return waits;
    }

    /** The end of open hours has stopped a run: it waits for the next ones. */
    public void close(RunRow row) {
        String why = closed(row, row.definition()).orElse("its open hours are about to end");
        hold(row, HoldKind.WINDOW, why);
    }

    /** Somebody lets it work outside its open hours. */
    public void ignoreHours(RunRow row, String why) {
        marks.ignoreHours(row.runId(), why);
        holds.lift(row.runId(), HoldKind.WINDOW);
    }

    /** Makes room for another run of the same business date. */
    public void forgetDate(RunRow row) {
        marks.forgetDate(row.runId());
    }

    /** Somebody sets it going, under its row's lock. */
    public void setGoing(RunRow row, String person) {
        marks.setGoing(row, person);
    }

    private void settle(RunRow row, HoldKind kind, Optional<String> reason, List<String> waits) {
        if (reason.isEmpty()) {
            holds.lift(row.runId(), kind);
        } else {
            hold(row, kind, reason.get());
            waits.add(reason.get());
        }
    }

    private void hold(RunRow row, HoldKind kind, String why) {
        boolean held = row.holds().stream()
                .anyMatch(hold -> hold.kind() == kind && hold.why().equals(why));
        if (!held) {
            holds.lift(row.runId(), kind);
            holds.add(row.runId(), kind, "schedule", why, null);
        }
    }

    private Optional<String> closed(RunRow row, JobDefinition job) {
        Schedule schedule = job.schedule();
        if (schedule == null || schedule.hours().isAlways() || row.ignoresHours() != null) {
            return Optional.empty();
        }
        Hours hours = schedule.hours();
        Instant now = time.now();
        Hours.Stretch stretch = hours.stretch(now);
        if (stretch.contains(now) && now.plus(LEAST_OPEN).isBefore(stretch.to())) {
            return Optional.empty();
        }
        Hours.Stretch next = stretch.contains(now) ? hours.stretch(stretch.to()) : stretch;
        return Optional.of("closed, open " + hours + " " + hours.zone() + ": goes on "
                + (next.from().equals(Instant.MAX)
                        ? "never"
                        : DAY_AND_TIME.format(next.from().atZone(hours.zone()))));
    }

    private Optional<String> waitsFor(RunRow row, JobDefinition job) {
        LocalDate date = row.businessDate();
        if (date == null) {
            return Optional.empty();
        }
        for (String needed : job.dependsOn()) {
            Optional<RunRow> run = store.newestOfDate(needed, date);
            Optional<String> none = run.isPresent() ? Optional.empty() : dates.whyNone(needed, date);
            if (none.isPresent()) {
                throw new Hopeless(needed + " has no run of " + date + ": " + none.get());
            }
            RunState state = run.map(RunRow::state).orElse(RunState.PENDING);
            switch (state) {
                case FAILED, QUARANTINED, CANCELLED, UNDONE ->
                    throw new Hopeless(needed + " of " + date + " is " + state + ", run "
                            + run.map(RunRow::runId).orElse("?"));
                case PENDING, WAITING, RUNNING, PAUSING, PAUSED, CANCELLING, INTERRUPTED, VERIFYING, UNDOING -> {
                    return Optional.of("waits for " + needed + " of " + date
                            + run.map(found -> ", run " + found.runId() + " is " + state)
                                    .orElseGet(() -> skipped.find(needed, date)
                                            .map(skip -> ", which is to be " + skip.says())
                                            .orElse(", which has not begun")));
                }
                case COMPLETED -> {
                    continue;
                }
            }
        }
        return Optional.empty();
    }

    /** One at a time: two that looked at once would both find the last place free. */
    private Optional<String> full(RunRow row, int coming) {
        control.client()
                .sql("select control_id from steadfill_control for update")
                .query(String.class)
                .optional();
        int max = runsMax.applyAsInt(row.database());
        List<RunRow> others = store.activeOn(row.database()).stream()
                .filter(other -> !other.runId().equals(row.runId()))
                .toList();
        List<String> working = others.stream()
                .filter(other -> other.owner() != null && other.alive())
                .map(RunRow::runId)
                .toList();
        long before = others.stream().filter(other -> isBefore(other, row)).count();
        return working.size() + coming + before < max
                ? Optional.empty()
                : Optional.of("'" + row.database() + "' may have " + max + " runs at once: "
                        + String.join(", ", working)
                        + (before > 0 ? (working.isEmpty() ? "" : ", ") + "and " + before + " that wait longer" : ""));
    }

    private static boolean isBefore(RunRow other, RunRow row) {
        boolean waitsForRoom =
                !other.holds().isEmpty() && other.holds().stream().allMatch(hold -> hold.kind() == HoldKind.CAPACITY);
        int order = other.started().compareTo(row.started());
        return waitsForRoom && (order < 0 || (order == 0 && other.runId().compareTo(row.runId()) < 0));
    }

    private void fail(RunRow row, String says) {
        holds.liftAutomatic(row.runId());
        store.end(
                row.runId(), Stage.FAILED, new RunEnd(RunEnd.How.FAILED, Problem.DEPENDENCY_FAILED, says, Counts.NONE));
    }

    /** The hours that end a run's work; null where nothing does. */
    public static @Nullable Hours hoursOf(RunRow row, JobDefinition job) {
        Schedule schedule = job.schedule();
        return schedule == null || schedule.hours().isAlways() || row.ignoresHours() != null ? null : schedule.hours();
    }
}
