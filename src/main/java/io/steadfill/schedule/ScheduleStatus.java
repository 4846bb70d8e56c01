package io.steadfill.schedule;

import io.steadfill.run.life.RunState;
import io.steadfill.schedule.slot.Slot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job's schedule, as it stands.
 *
 * @param open such as {@code 01:00-05:00}, or {@code always}
 * @param misfire {@code run-once}, {@code skip} or {@code run-all}
 * @param maxLateness in ISO-8601, such as {@code PT15M}
 * @param blackOuts such as {@code 2026-12-24..2027-01-02}
 * @param pause null where it is not paused
 * @param openNow whether it is within its open hours
 * @param next what is due next, the nearest first
 * @param history the newest first
 */
public record ScheduleStatus(
        String job,
        String database,
        String cron,
        String zone,
        String open,
        String misfire,
        String maxLateness,
        List<String> blackOuts,
        List<String> dependsOn,
        @Nullable Pause pause,
        boolean openNow,
        List<Next> next,
        List<Past> history) {

    public ScheduleStatus {
        blackOuts = List.copyOf(blackOuts);
        dependsOn = List.copyOf(dependsOn);
        next = List.copyOf(next);
        history = List.copyOf(history);
    }

    /**
     * A date to come.
     *
     * @param note why it will not run, or not at its usual time; null where nothing is to be said
     */
    public record Next(
            LocalDate date, Instant due, @Nullable String note) {}

    /**
     * A date that came.
     *
     * @param runState of its run; null where it has none
     */
    public record Past(Slot slot, @Nullable RunState runState) {}
}
