package io.steadfill.run.status;

import io.steadfill.definition.calendar.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a run will end, if it goes on as fast as it was measured and works only in its open hours.
 *
 * @param nights stretches of open hours that it needs, the begun ones by their share; 0 where it is always open
 * @param says such as {@code needs 3.4 nights, ends Thu 26 Nov 04:10}
 */
public record Forecast(double nights, Instant ends, String says) {

    private static final int NIGHTS_MAX = 1_000;
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    /** Empty where nothing is left, nothing was measured, or it would not end within some years. */
    public static Optional<Forecast> of(long rowsLeft, double rowsPerSecond, @Nullable Hours hours, Instant now) {
        if (rowsLeft <= 0 || rowsPerSecond <= 0) {
            return Optional.empty();
        }
        Duration left = Duration.ofMillis((long) Math.min(1e14, rowsLeft / rowsPerSecond * 1000));
        if (hours == null || hours.isAlways()) {
            ZoneId zone = hours == null ? ZoneOffset.UTC : hours.zone();
            Instant ends = now.plus(left);
            return Optional.of(new Forecast(0, ends, "ends " + DAY_AND_TIME.format(ends.atZone(zone))));
        }
        return throughHours(left, hours, now);
    }

    private static Optional<Forecast> throughHours(Duration work, Hours hours, Instant now) {
        Duration left = work;
        double nights = 0;
        Instant at = now;
        for (int i = 0; i < NIGHTS_MAX; i++) {
            Hours.Stretch stretch = hours.stretch(at);
            if (stretch.from().equals(Instant.MAX)) {
                return Optional.empty();
            }
            Instant from = stretch.from().isAfter(at) ? stretch.from() : at;
            if (stretch.to().equals(Instant.MAX) || !from.plus(left).isAfter(stretch.to())) {
                Instant ends = from.plus(left);
                nights += stretch.to().equals(Instant.MAX) || stretch.from().equals(Instant.MIN)
                        ? 0
                        : share(left, stretch);
                return Optional.of(new Forecast(
                        nights,
                        ends,
                        String.format(
                                Locale.ROOT,
                                "needs %.1f nights, ends %s",
                                nights,
                                DAY_AND_TIME.format(ends.atZone(hours.zone())))));
            }
            Duration open = Duration.between(from, stretch.to());
            left = left.minus(open);
            nights += share(open, stretch);
            at = stretch.to();
        }
        return Optional.empty();
    }

    private static double share(Duration part, Hours.Stretch stretch) {
        return (double) part.toMillis()
                / Math.max(1, Duration.between(stretch.from(), stretch.to()).toMillis());
    }
}
