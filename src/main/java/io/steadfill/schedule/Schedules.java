package io.steadfill.schedule;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.calendar.BlackOut;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.calendar.Timing;
import io.steadfill.problem.Problem;
import io.steadfill.run.WaitingRuns;
import io.steadfill.run.admission.SkippedDate;
import io.steadfill.run.admission.SkippedDates;
import io.steadfill.run.life.RunState;
import io.steadfill.schedule.slot.Slot;
import io.steadfill.schedule.slot.SlotStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What operators see of schedules, and may say to them. Every word leaves a line in the audit trail. */
public final class Schedules {

    private final Control control;
    private final DatabaseTime time;
    private final ScheduleStore store;
    private final SlotStore slots;
    private final SkippedDates skipped;
    private final WaitingRuns runs;
    private final AuditTrail audit;

    Schedules(
            Control control,
            DatabaseTime time,
            ScheduleStore store,
            SlotStore slots,
            SkippedDates skipped,
            WaitingRuns runs,
            AuditTrail audit) {
        this.control = control;
        this.time = time;
        this.store = store;
        this.slots = slots;
        this.skipped = skipped;
        this.runs = runs;
        this.audit = audit;
    }

    /**
     * How the schedule of a job stands.
     *
     * @param nights how many dates to come and how many that came
     * @throws io.steadfill.problem.ProblemException SCHEDULE_NOT_FOUND when the job has none
     */
    public ScheduleStatus status(JobDefinition job, int nights) {
        control.identity();
        Schedule schedule = scheduleOf(job);
        Instant now = time.now();
        List<SkippedDate> skips = skipped.of(job.name());
        Pause pause = store.find(job.name())
                .map(ScheduleStore.Known::pause)
                .filter(one -> one.holds(now))
                .orElse(null);
        return new ScheduleStatus(
                job.name(),
                job.database(),
                schedule.cron().text(),
                schedule.cron().words(),
                schedule.hours().zone().getId(),
                schedule.hours().toString(),
                schedule.misfire().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                schedule.maxLateness().toString(),
                schedule.hours().blackOuts().stream().map(BlackOut::toString).toList(),
                job.dependsOn(),
                pause,
                schedule.hours().isOpen(now),
                runs.usualLength(job.name()).map(Duration::toString).orElse(null),
                skips,
                next(schedule, pause, skips, now, nights),
                schedule.clockChanges(now),
                past(job.name(), nights));
    }

    private List<ScheduleStatus.Past> past(String job, int nights) {
        List<Slot> history = slots.history(job, nights);
        Map<String, RunState> states = runs.states(
                history.stream().map(Slot::runId).filter(Objects::nonNull).toList());
        return history.stream()
                .map(slot -> new ScheduleStatus.Past(slot, slot.runId() == null ? null : states.get(slot.runId())))
                .toList();
    }

    private static List<ScheduleStatus.Next> next(
            Schedule schedule, @Nullable Pause pause, List<SkippedDate> skips, Instant now, int nights) {
        Map<LocalDate, SkippedDate> skipped =
                skips.stream().collect(Collectors.toMap(SkippedDate::date, Function.identity()));
        List<ScheduleStatus.Next> all = new ArrayList<>();
        Optional<Schedule.Due> due = schedule.next(now);
        while (due.isPresent() && all.size() < nights) {
            all.add(next(schedule, pause, skipped.get(due.get().date()), due.get()));
            due = schedule.next(due.get().at());
        }
        return all;
    }

    private static ScheduleStatus.Next next(
            Schedule schedule, @Nullable Pause pause, @Nullable SkippedDate skip, Schedule.Due due) {
        String why = null;
        if (skip != null) {
            why = skip.says();
        } else if (pause != null && pause.holds(due.at())) {
            why = "paused by " + pause.by() + ": " + pause.why();
        } else if (schedule.hours().isBlackOut(due.date())) {
            why = "a black-out of the job";
        }
        return new ScheduleStatus.Next(
                due.date(),
                due.at(),
                why == null,
                why == null ? schedule.unusual(due.date()).orElse(null) : why,
                skip);
    }

    /**
     * Launches nothing any more, until the time is over or somebody resumes it; dates that are due meanwhile are skipped.
     *
     * @param lasts null until somebody resumes it
     */
    public void pause(JobDefinition job, String by, String why, @Nullable Duration lasts) {
        control.identity();
        pause(job.name(), Timing.of(scheduleOf(job)), by, why, lasts);
    }

    private void pause(String job, String timing, String by, String why, @Nullable Duration lasts) {
        Instant now = time.now();
        control.inTransaction(() -> {
            store.begin(job, timing, now);
            store.pause(job, new Pause(by, why, now, lasts == null ? null : now.plus(lasts)));
            audit.add(by, "pause schedule", null, job, null, why);
            return job;
        });
    }

    /**
     * Pauses the schedule of a job whose run is undone, else the next night would do it all again; joins the transaction that is under way.
     *
     * @param job as it was when the run was launched; it may have its schedule since
     * @return false where it has none
     */
    public boolean pauseAfterUndo(JobDefinition job, String runId, String by, String why) {
        Schedule then = job.schedule();
        String timing = store.find(job.name())
                .map(ScheduleStore.Known::timing)
                .filter(known -> !known.equals(Timing.NONE))
                .orElseGet(() -> then == null ? Timing.NONE : Timing.of(then));
        if (timing.equals(Timing.NONE)) {
            return false;
        }
        pause(job.name(), timing, by, "run " + runId + " was undone: " + why, null);
        return true;
    }

    /** Takes a pause back; of what was skipped meanwhile nothing is made up for. */
    public void resume(JobDefinition job, String by) {
        control.identity();
        scheduleOf(job);
        control.inTransaction(() -> {
            String why = store.find(job.name())
                    .map(ScheduleStore.Known::pause)
                    .map(Pause::why)
                    .orElse(null);
            store.resume(job.name());
            audit.add(by, "resume schedule", null, job.name(), why, null);
            return job;
        });
    }

    /** Whether a date has no run, as things are: a black-out, or somebody has it skipped. */
    public boolean isSkipped(JobDefinition job, LocalDate date) {
        return scheduleOf(job).hours().isBlackOut(date)
                || skipped.find(job.name(), date).isPresent();
    }

    static Schedule scheduleOf(JobDefinition job) {
        Schedule schedule = job.schedule();
        if (schedule == null) {
            throw Problem.SCHEDULE_NOT_FOUND
                    .with("job", job.name())
                    .says("the job '" + job.name() + "' has no schedule: write one into its job.yaml");
        }
        return schedule;
    }
}
