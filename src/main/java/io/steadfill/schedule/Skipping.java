package io.steadfill.schedule;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.calendar.BlackOut;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.calendar.Timing;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemBuilder;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.WaitingRuns;
import io.steadfill.run.admission.SkippedDate;
import io.steadfill.run.admission.SkippedDates;
import io.steadfill.run.life.RunState;
import io.steadfill.schedule.slot.Slot;
import io.steadfill.schedule.slot.SlotStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has dates of schedules skipped, one or all from one day to another. Such a word and the launch of its date exclude each other: whichever takes the schedule's lock first
 * wins, and the other is told.
 */
public final class Skipping {

    private static final int YEAR_MAX = 2100;
    private static final int DATES_NAMED = 3;
    private static final int DATES_LOOKED_AT = 400;
    private static final int DAYS_MAX = 100;

    private final Control control;
    private final DatabaseTime time;
    private final ScheduleStore store;
    private final SlotStore slots;
    private final SkippedDates skipped;
    private final WaitingRuns runs;
    private final AuditTrail audit;

    Skipping(
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
     * Has a date skipped. One whose time has come and that waits to be launched is skipped at once, for good; an earlier word about the date is
     * replaced.
     *
     * @throws io.steadfill.problem.ProblemException DATE_SETTLED when it is no date of the schedule, a black-out, over, or launched, with the dates
     *     that come next; SCHEDULE_NOT_FOUND
     */
    public SkippedDate skip(JobDefinition job, LocalDate date, String by, String why) {
        return skip(job, new SkippedDate(date, by, why, time.now()));
    }

    /**
     * A date that a word was about.
     *
     * @param refused why the word does not hold for it; null where it does
     */
    public record Said(String job, LocalDate date, @Nullable String refused) {}

    /**
     * Has every date of some schedules skipped that they have from one day to another. Each date stands for itself: one that was launched already is
     * refused, and keeps none of the others.
     *
     * @throws io.steadfill.problem.ProblemException REQUEST_INVALID when those are too many days; SCHEDULE_NOT_FOUND
     */
    public List<Said> skip(List<JobDefinition> all, BlackOut days, String by, String why) {
        requireFew(days);
        // Before the first word, so that a refusal leaves nothing done.
        all.forEach(Schedules::scheduleOf);
        Instant since = time.now();
        List<Said> said = new ArrayList<>();
        for (JobDefinition job : all) {
            for (LocalDate date : datesOf(job, days)) {
                said.add(said(job, date, () -> skip(job, new SkippedDate(date, by, why, since))));
            }
        }
        return said;
    }

    /**
     * Takes back what was said of dates from one day to another.
     *
     * @param since only what was said in that moment; null for all
     */
    public List<Said> takeBack(List<JobDefinition> all, BlackOut days, @Nullable Instant since, String by) {
        requireFew(days);
        all.forEach(Schedules::scheduleOf);
        List<Said> said = new ArrayList<>();
        for (JobDefinition job : all) {
            skipped.of(job.name()).stream()
                    .filter(word -> days.covers(word.date()))
                    .filter(word -> since == null || word.since().equals(since))
                    .forEach(word -> said.add(said(job, word.date(), () -> takeBack(job, word.date(), by))));
        }
        return said;
    }

    private static Said said(JobDefinition job, LocalDate date, Runnable word) {
        try {
            word.run();
            return new Said(job.name(), date, null);
        } catch (ProblemException e) {
            if (e.problem() != Problem.DATE_SETTLED) {
                throw e;
            }
            return new Said(job.name(), date, e.detail());
        }
    }

    private static void requireFew(BlackOut days) {
        if (days.from().plusDays(DAYS_MAX).isBefore(days.to())) {
            throw Problem.REQUEST_INVALID.says("one word is of " + DAYS_MAX + " days at most, and " + days
                    + " are more: write a black-out into the job files, or say 'schedule pause'");
        }
    }

    /** Those that have a run, as the files stand. */
    private static List<LocalDate> datesOf(JobDefinition job, BlackOut days) {
        Schedule schedule = Schedules.scheduleOf(job);
        return days.from()
                .datesUntil(days.to().plusDays(1))
                .filter(date ->
                        schedule.due(date).isPresent() && !schedule.hours().isBlackOut(date))
                .toList();
    }

    private SkippedDate skip(JobDefinition job, SkippedDate word) {
        control.identity();
        LocalDate date = word.date();
        String by = word.by();
        Schedule schedule = Schedules.scheduleOf(job);
        Instant due = dueOf(job, schedule, date);
        if (store.find(job.name()).isEmpty()) {
            store.begin(job.name(), Timing.of(schedule), word.since());
        }
        return control.inTransaction(() -> {
            skipped.lock(job.name());
            String before = skipped.find(job.name(), date)
                    .map(earlier -> date + " " + earlier.says())
                    .orElse(date + " to run");
            Optional<Slot> slot = slots.find(job.name(), date);
            if (slot.isPresent()) {
                requirePending(job, slot.get());
                requireNotLaunched(job, date);
                slots.settle(slot.get(), Slot.State.SKIPPED, null, word.says());
                skipped.remove(job.name(), date);
            } else {
                requireToCome(job, schedule, date, due, word.since());
                requireNotLaunched(job, date);
                skipped.put(job.name(), word);
            }
            audit.add(by, "skip date", null, job.name(), before, date + " skipped: " + word.why());
            return word;
        });
    }

    /**
     * Takes that back.
     *
     * @throws io.steadfill.problem.ProblemException DATE_SETTLED when the date has come, or nobody had it skipped; SCHEDULE_NOT_FOUND
     */
    public void takeBack(JobDefinition job, LocalDate date, String by) {
        control.identity();
        Schedules.scheduleOf(job);
        control.inTransaction(() -> {
            skipped.lock(job.name());
            SkippedDate word = skipped.find(job.name(), date)
                    .orElseThrow(() -> refused(job, date)
                            .says(slots.find(job.name(), date)
                                    .map(slot -> date + " of '" + job.name() + "' " + came(slot)
                                            + (slot.state() == Slot.State.SKIPPED
                                                    ? ": 'run " + job.name() + " --business-date " + date
                                                            + "' has it done now"
                                                    : ""))
                                    .orElse("nobody had " + date + " of '" + job.name() + "' skipped: 'schedules "
                                            + job.name() + "' shows what is")));
            skipped.remove(job.name(), date);
            audit.add(by, "unskip date", null, job.name(), date + " " + word.says(), date + " to run");
            return word;
        });
    }

    private Instant dueOf(JobDefinition job, Schedule schedule, LocalDate date) {
        Optional<Instant> known = date.getYear() > YEAR_MAX ? Optional.empty() : schedule.due(date);
        Instant due = known.orElseThrow(() -> refused(job, date)
                .says(date + " is no date of the schedule of '" + job.name() + "', "
                        + schedule.cron().text() + " " + schedule.hours().zone() + next(job)));
        if (schedule.hours().isBlackOut(date)) {
            throw refused(job, date)
                    .says(date + " is a black-out of '" + job.name() + "' and has no run anyway" + next(job));
        }
        return due;
    }

    private void requirePending(JobDefinition job, Slot slot) {
        if (slot.state() != Slot.State.PENDING) {
            throw refused(job, slot.date()).says(slot.date() + " of '" + job.name() + "' " + came(slot) + next(job));
        }
    }

    /** Only a date that the look at the schedules will still meet can be told to it. */
    private void requireToCome(JobDefinition job, Schedule schedule, LocalDate date, Instant due, Instant now) {
        Instant met = store.find(job.name())
                .filter(known -> known.timing().equals(Timing.of(schedule)))
                .map(ScheduleStore.Known::seenTo)
                .orElse(now);
        if (!due.isAfter(met)) {
            throw refused(job, date)
                    .says(date + " of '" + job.name() + "' is over: it was due at " + due
                            + ", before the schedule was there as it is" + next(job));
        }
    }

    private void requireNotLaunched(JobDefinition job, LocalDate date) {
        runs.ofDate(job.name(), date)
                .filter(run -> run.state() == RunState.COMPLETED || run.state().isActive())
                .ifPresent(run -> {
                    throw refused(job, date)
                            .with("run", run.runId())
                            .says(date + " of '" + job.name() + "' was launched already: run " + run.runId() + " is "
                                    + run.state()
                                    + (run.state().isActive() ? "; 'cancel " + run.runId() + "' ends it" : "")
                                    + next(job));
                });
    }

    private static String came(Slot slot) {
        return slot.runId() == null
                ? "has come and was " + slot.state() + (slot.reason() == null ? "" : ", " + slot.reason())
                : "was launched already, as run " + slot.runId();
    }

    private static ProblemBuilder refused(JobDefinition job, LocalDate date) {
        return Problem.DATE_SETTLED.with("job", job.name()).with("businessDate", date.toString());
    }

    /** Which dates come that have a run, so that whoever erred finds the one he meant. */
    private String next(JobDefinition job) {
        Schedule schedule = Schedules.scheduleOf(job);
        List<LocalDate> dates = new ArrayList<>();
        Optional<Schedule.Due> due = schedule.next(time.now());
        for (int looked = 0; due.isPresent() && looked < DATES_LOOKED_AT && dates.size() < DATES_NAMED; looked++) {
            if (!schedule.hours().isBlackOut(due.get().date())) {
                dates.add(due.get().date());
            }
            due = schedule.next(due.get().at());
        }
        return dates.isEmpty()
                ? "; no date comes"
                : "; the next dates are "
                        + dates.stream().map(LocalDate::toString).collect(Collectors.joining(", "));
    }
}
