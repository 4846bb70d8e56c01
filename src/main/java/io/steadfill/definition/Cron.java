package io.steadfill.definition;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.scheduling.support.CronExpression;

/**
 * On which days, and at what time of them. Local: it knows no zone, so that a change of the clocks never moves or repeats a day.
 *
 * @param text five fields: minute, hour, day of month, month, day of week; the first two are one number each, so that a day has one time
 */
public record Cron(String text) {

    private static final Pattern FIELDS = Pattern.compile("([0-5]?[0-9]) ([01]?[0-9]|2[0-3]) (\\S+ \\S+ \\S+)");
    private static final LocalDateTime ANY_DAY = LocalDateTime.of(2024, 1, 1, 0, 0);

    public Cron {
        if (fault(text).isPresent()) {
            throw new IllegalArgumentException("no cron: " + text);
        }
    }

    /** What is wrong with a text, in words that follow its name; empty where nothing is. */
    static Optional<String> fault(String text) {
        String[] fields = text.strip().split("\\s+", -1);
        if (fields.length == 6) {
            return Optional.of("has six fields: leave out the seconds, five are enough");
        }
        if (fields.length != 5) {
            return Optional.of("has not five fields: minute, hour, day of month, month, day of week");
        }
        if (!FIELDS.matcher(String.join(" ", fields)).matches()) {
            return Optional.of("fires more than once a day, or at no time: minute and hour must be one number each");
        }
        try {
            return CronExpression.parse("0 " + String.join(" ", fields)).next(ANY_DAY) == null
                    ? Optional.of("never fires")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("has a day, month or day of week that cannot be read");
        }
    }

    /** Its time of day. */
    public LocalTime time() {
        Matcher matcher = FIELDS.matcher(spaced());
        if (!matcher.matches()) {
            throw new IllegalStateException("a cron without time went through every check: " + text);
        }
        return LocalTime.of(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)));
    }

    /** The first of its days from {@code day} on; empty where none follows within a lifetime. */
    public Optional<LocalDate> onOrAfter(LocalDate day) {
        LocalDateTime next =
                CronExpression.parse("0 " + spaced()).next(day.atStartOfDay().minusNanos(1));
        return Optional.ofNullable(next).map(LocalDateTime::toLocalDate);
    }

    private String spaced() {
        return text.strip().replaceAll("\\s+", " ");
    }

    @Override
    public String toString() {
        return text;
    }
}
