package io.steadfill.schedule;

import io.steadfill.definition.calendar.Schedule;
import io.steadfill.run.admission.SkippedDate;
import io.steadfill.run.life.RunState;
import io.steadfill.schedule.slot.Slot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job's schedule, as it stands.
 *
 * @param when the cron in words, such as {@code every night 01:30}; the cron itself where words would not say the same
 * @param open such as {@code 01:00-05:00}, or {@code always}
 * @param misfire {@code run-once}, {@code skip} or {@code run-all}
 * @param maxLateness in ISO-8601, such as {@code PT15M}
 * @param blackOuts such as {@code 2026-12-24..2027-01-02}
 * @param pause null where it is not paused
 * @param openNow whether it is within its open hours
 * @param usualLength how long a date's run mostly takes, from its launch to its end, in ISO-8601: the median of the last ten at most that were
 *     completed; null where none was
 * @param skippedDates dates that somebody had skipped and that have not come, also those that are not among {@code next}, the nearest first
 * @param next what is due next, the nearest first
 * @param clockChanges dates of the coming year whose run the clocks change, the nearest first
 * @param history the newest first
 */
public record ScheduleStatus(
        String job,
        String database,
        String cron,
        String when,
        String zone,
        String open,
        String misfire,
        String maxLateness,
        List<String> blackOuts,
        List<String> dependsOn,
        @Nullable Pause pause,
        boolean openNow,
        @Nullable String usualLength,
        List<SkippedDate> skippedDates,
        List<Next> next,
        List<Schedule.ClockChange> clockChanges,
        List<Past> history) {

    public ScheduleStatus {
        blackOuts = List.copyOf(blackOuts);
        dependsOn = List.copyOf(dependsOn);
        skippedDates = List.copyOf(skippedDates);
        next = List.copyOf(next);
        clockChanges = List.copyOf(clockChanges);
        history = List.copyOf(history);
    }

    /**
     * A date to come.
     *
     * @param runs whether it will be launched, as things are
     * @param note why it will not run, or not at its usual time; null where nothing is to be said
     * @param skip who had it skipped; null where nobody did
     */
    public record Next(
            LocalDate date,
            Instant due,
            boolean runs,
            @Nullable String note,
            @Nullable SkippedDate skip) {}

    /** The nearest date that will be launched, as things are; null where none is among those to come. */
    public @Nullable Next nextRun() {
        return next.stream().filter(Next::runs).findFirst().orElse(null);
    }

    /**
     * A date that came.
     *
     * @param runState of its run; null where it has none
     */
    public record Past(Slot slot, @Nullable RunState runState) {}
}
