package io.steadfill.api.request;

import io.steadfill.problem.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Texts that a body carries, checked before anybody stores them. */
public final class Texts {

    private static final int LENGTH_MAX = 2_000;

    /** Of a number. */
    private static final int DIGITS_MAX = 200;

    private Texts() {}

    /** A reason; the fallback where none is given. */
    public static String why(@Nullable String text, String fallback) {
        if (text == null || text.isBlank()) {
            return fallback;
        }
        return checked("why", text);
    }

    /** A reason that must be given. */
    public static String why(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw refused("why", "say why: it is kept, and shown to everybody who asks");
        }
        return checked("why", text);
    }

    /** A name of at most 200 characters. */
    public static String name(String pointer, String text) {
        if (text.isBlank() || text.length() > 200) {
            throw refused(pointer, "write a name of at most 200 characters");
        }
        return checked(pointer, text);
    }

    /** Names of rows and the like: at least one. */
    public static Set<String> names(String pointer, List<@Nullable String> texts) {
        Set<String> names = new LinkedHashSet<>();
        for (String text : texts) {
            if (text == null || text.isBlank()) {
                throw refused(pointer, "leave empty names out");
            }
            names.add(checked(pointer, text));
        }
        if (names.isEmpty()) {
            throw refused(pointer, "name at least one");
        }
        return names;
    }

    public static String checked(String name, String text) {
        if (text.length() > LENGTH_MAX) {
            throw refused(name, "a text may have " + LENGTH_MAX + " characters");
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw refused(name, "leave control characters out");
        }
        return text;
    }

    /** Such as {@code 30m} or {@code PT30M}; null where none is given. A number alone is refused: nobody says of what. */
    public static @Nullable Duration duration(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1))) {
            throw refused(name, "write the time's unit too, such as 30s, 15m, 2h or 7d");
        }
        try {
            Duration duration = DurationStyle.detectAndParse(text);
            if (!duration.isNegative() && !duration.isZero() && duration.compareTo(Duration.ofDays(366)) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refused(name, "write a time, such as 30s, 15m, 2h or 7d");
        }
        throw refused(name, "write a time above zero, of a year at most");
    }

    /** Such as {@code 2026-01-31}; null where none is given. */
    static @Nullable LocalDate date(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1971 && date.getYear() <= 2100) {
                return date;
            }
        } catch (DateTimeParseException e) {
            throw refused(name, "write a date, such as 2026-01-31");
        }
        throw refused(name, "write a date between the years 1971 and 2100");
    }

    /** A date that must be given. */
    public static LocalDate dateNeeded(String name, @Nullable String text) {
        LocalDate date = date(name, text);
        if (date == null) {
            throw refused(name, "say which date, such as 2026-01-31");
        }
        return date;
    }

    /** Named values as texts: numbers and truths as they are written. */
    public static Map<String, String> values(String pointer, @Nullable Map<String, ?> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (values != null) {
            values.forEach((name, value) -> texts.put(name, text(pointer + "/" + name, value)));
        }
        return texts;
    }

    private static String text(String pointer, @Nullable Object value) {
        if (value instanceof String text) {
            return checked(pointer, text);
        }
        if (value instanceof BigDecimal number) {
            // 1e999999999 is short to say, and a gigabyte to write out.
            if (Math.abs((long) number.scale()) > DIGITS_MAX || number.precision() > DIGITS_MAX) {
                throw refused(pointer, "write a number of at most " + DIGITS_MAX + " digits");
            }
            return number.toPlainString();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        throw refused(pointer, "this should be a text, a number, true or false");
    }

    /** A name in the body that is missing or wrong. */
    public static RuntimeException refused(String name, String detail) {
        String pointer = name.startsWith("/") ? name : "/" + name;
        return Problem.REQUEST_INVALID
                .with("errors", List.of(Map.of("pointer", pointer, "detail", detail)))
                .says(pointer + ": " + detail);
    }
}
