package io.steadfill.definition.calendar;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What of a schedule says when it is due, as a text that is kept: so a date comes to pass also while the file cannot be read. */
public final class Timing {

    /** Of a job that has no schedule any more. */
    public static final String NONE = "";

    private Timing() {}

    /** The text of a schedule. */
    public static String of(Schedule schedule) {
        return String.join(
                "|",
                schedule.cron().text(),
                schedule.hours().zone().getId(),
                schedule.gap().name(),
                schedule.overlap().name());
    }

    /** A schedule that is due when the text says, and knows nothing of open hours and parameters. */
    public static Schedule read(String text) {
        String[] parts = text.split("\\|", -1);
        return new Schedule(
                new Cron(parts[0]),
                new Hours(ZoneId.of(parts[1]), null, null, List.of()),
                Schedule.Misfire.RUN_ONCE,
                Duration.ofDays(7),
                Schedule.Gap.valueOf(parts[2]),
                Schedule.Overlap.valueOf(parts[3]),
                Map.of());
    }
}
