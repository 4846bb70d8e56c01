package io.steadfill.definition.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * On which days, and at what time of them. Local: it knows no zone, so that a change of the clocks never moves or repeats a day.
 *
 * @param text five fields as Spring reads them: minute, hour, day of month, month, day of week; the first two name one time, however they
 *     are written, so that a day has one run; or {@code @daily} and its like
 */
public record Cron(String text) {

    private static final LocalDateTime ANY_DAY = LocalDateTime.of(2024, 1, 1, 0, 0);

    public Cron {
        if (fault(text).isPresent()) {
            throw new IllegalArgumentException("no cron: " + text);
        }
    }

    /** What is wrong with a text, in words that follow its name; empty where nothing is. */
    public static Optional<String> fault(String text) {
        boolean macro = text.strip().startsWith("@");
        String[] fields = text.strip().split("\\s+", -1);
        if (!macro && fields.length == 6) {
            return Optional.of("has six fields: leave out the seconds, five are enough");
        }
        if (!macro && fields.length != 5) {
            return Optional.of("has not five fields: minute, hour, day of month, month, day of week");
        }
        CronExpression expression;
        try {
            expression = expression(text);
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    isTime(fields)
                            ? "has a day, month or day of week that cannot be read"
                            : "has a minute or an hour that cannot be read: write one number each");
        }
        LocalDateTime first = expression.next(ANY_DAY.minusNanos(1));
        if (first == null) {
            return Optional.of("never fires");
        }
        LocalDateTime second = expression.next(first);
        // A date is done once: a second time on it would be thinned out in silence.
        return second != null && second.toLocalDate().equals(first.toLocalDate())
                ? Optional.of("fires more than once a day, but a date has one run: minute and hour must name one time")
                : Optional.empty();
    }

    private static boolean isTime(String[] fields) {
        try {
            return CronExpression.parse("0 " + fields[0] + " " + (fields.length > 1 ? fields[1] : "0") + " * * *")
                    != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static CronExpression expression(String text) {
        String spaced = text.strip().replaceAll("\\s+", " ");
        return CronExpression.parse(spaced.startsWith("@") ? spaced : "0 " + spaced);
    }

    /** Its time of day. */
    public LocalTime time() {
        LocalDateTime first = expression(text).next(ANY_DAY.minusNanos(1));
        if (first == null) {
            throw new IllegalStateException("a cron that never fires went through every check: " + text);
        }
        return first.toLocalTime();
    }

    /** In words, such as {@code every night 01:30} or {@code Sundays at 01:30}; the text itself where words would not say the same. */
    public String words() {
        return CronWords.of(text, time()).orElse(text);
    }

    /** The first of its days from {@code day} on; empty where none follows within a lifetime. */
    public Optional<LocalDate> onOrAfter(LocalDate day) {
        LocalDateTime next = expression(text).next(day.atStartOfDay().minusNanos(1));
        return Optional.ofNullable(next).map(LocalDateTime::toLocalDate);
    }

    @Override
    public String toString() {
        return text;
    }
}
