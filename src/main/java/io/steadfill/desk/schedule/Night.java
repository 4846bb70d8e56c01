package io.steadfill.desk.schedule;

import io.steadfill.definition.calendar.Hours;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.Forecast;
import io.steadfill.schedule.Pause;
import io.steadfill.schedule.ScheduleStatus;
import io.steadfill.schedule.slot.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job's schedule does in some hours.
 *
 * @param open when the job may work, clipped to those hours; empty where it never may
 * @param due dates whose time comes in those hours, the nearest first
 * @param worked runs of dates that were at work in those hours
 * @param past dates whose time came in those hours and that have no run
 * @param usually how long its last completed run took; null where it has none
 */
public record Night(
        String job,
        String database,
        String when,
        String openHours,
        List<String> dependsOn,
        @Nullable Pause pause,
        List<Hours.Stretch> open,
        List<ScheduleStatus.Next> due,
        List<Worked> worked,
        List<Slot> past,
        @Nullable Duration usually) {

    public Night {
        dependsOn = List.copyOf(dependsOn);
        open = List.copyOf(open);
        due = List.copyOf(due);
        worked = List.copyOf(worked);
        past = List.copyOf(past);
    }

    /**
     * A run of a date.
     *
     * @param to null while it is not over
     * @param forecast null where nothing was measured
     */
    public record Worked(
            String runId,
            RunState state,
            Instant from,
            @Nullable Instant to,
            @Nullable Forecast forecast) {}

    /** Whether anything happens in those hours. */
    boolean isBusy() {
        return !due.isEmpty() || !worked.isEmpty() || !past.isEmpty();
    }
}
