package io.steadfill.console.words;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers, times and spans as people read them. */
public final class Words {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_SECOND =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final List<String> COUNTS =
            List.of("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten");

    private Words() {}

    /** {@code 1,771,304}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** As a sentence begins: {@code Three}, {@code 11}; for one or more. */
    public static String count(int count) {
        return count <= COUNTS.size() ? COUNTS.get(count - 1) : number(count);
    }

    /** With a capital at its begin. */
    public static String sentence(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A value as text; several with {@code between} them, nothing for null. */
    public static String text(@Nullable Object value, String between) {
        return value instanceof List<?> many
                ? many.stream().map(String::valueOf).collect(Collectors.joining(between))
                : value == null ? "" : String.valueOf(value);
    }

    /** Nobody needs the last digit of a guess: {@code 48.2 million}, {@code 12,300}. */
    public static String about(long number) {
        if (number >= 1_000_000) {
            return String.format(Locale.ROOT, "%,.1f million", number / 1e6);
        }
        long step = number >= 10_000 ? 100 : number >= 1_000 ? 10 : 1;
        return number(number / step * step);
    }

    /** {@code 62 %}, never rounded up to what is not reached. */
    public static String percent(double share) {
        return (int) Math.floor(share * 100) + " %";
    }

    public static String rows(long rows) {
        return rows == 1 ? "1 row" : number(rows) + " rows";
    }

    /** {@code 14 s}, {@code 14 min 12 s}, {@code 1 h 04 min}. */
    public static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 1) {
            return span.toMillis() + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min"
                    + (seconds % 60 == 0 ? "" : String.format(Locale.ROOT, " %02d s", seconds % 60));
        }
        if (seconds < 172_800) {
            return String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds / 60 % 60);
        }
        return seconds / 86_400 + " days";
    }

    /** A length that is only expected: {@code about 28 min}. */
    public static String about(Duration span) {
        long minutes = (span.toSeconds() + 30) / 60;
        return "about " + span(minutes == 0 ? span : Duration.ofMinutes(minutes));
    }

    /** {@code 2 s ago}. */
    public static String ago(Duration age) {
        return age.toSeconds() < 1 ? "just now" : span(age) + " ago";
    }

    /** The clock where it is the same day, else with the day. */
    public static Stamp time(Instant at, Instant now, ZoneId zone) {
        return stamp(at, zone, day(at, zone).equals(day(now, zone)) ? TIME : sameYear(at, now, zone) ? DAY : YEAR);
    }

    /** To the second, where order matters. */
    public static Stamp second(Instant at, ZoneId zone) {
        return stamp(at, zone, SECOND);
    }

    /** The same with the day, where it is another. */
    public static Stamp exactly(Instant at, Instant now, ZoneId zone) {
        return stamp(at, zone, day(at, zone).equals(day(now, zone)) ? SECOND : DAY_SECOND);
    }

    /** {@code Thursday 19 November 2026}. */
    public static String date(Instant at, ZoneId zone) {
        return FULL.format(at.atZone(zone));
    }

    /** {@code Europe/London}, or UTC. */
    public static String zone(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    private static Stamp stamp(Instant at, ZoneId zone, DateTimeFormatter format) {
        return new Stamp(
                at.toString(),
                zone.getRules().getOffset(at).getTotalSeconds() == 0
                        ? UTC.format(at)
                        : WHOLE.format(at.atZone(zone)) + " " + zone(zone) + "; " + UTC.format(at),
                format.format(at.atZone(zone)));
    }

    private static LocalDate day(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate();
    }

    private static boolean sameYear(Instant at, Instant now, ZoneId zone) {
        return at.atZone(zone).getYear() == now.atZone(zone).getYear();
    }
}
