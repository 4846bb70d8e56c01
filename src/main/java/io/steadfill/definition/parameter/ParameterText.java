package io.steadfill.definition.parameter;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** The values of parameters as texts, and back. One value has one text. */
public final class ParameterText {

    /** The parameter that is always there. */
    public static final String STARTED = "started";

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,60}(\\.[0-9]{1,60})?");
    private static final int TEXT_MAX = 4000;

    private ParameterText() {}

    public static Optional<Object> parse(Parameter.Type type, String text) {
        try {
            return switch (type) {
                case TEXT -> text.length() <= TEXT_MAX && text.indexOf(0) < 0 ? Optional.of(text) : Optional.empty();
                case INTEGER -> INTEGER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
                case DECIMAL -> DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
                case BOOLEAN ->
                    text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
                case DATE ->
                    Optional.of(LocalDate.parse(text))
                            .filter(date -> isSane(date.getYear()))
                            .map(date -> date);
                case TIMESTAMP ->
                    Optional.of(moment(OffsetDateTime.parse(text)))
                            .filter(time -> isSane(time.getYear()))
                            .map(time -> time);
            };
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isSane(int year) {
        return year >= 1 && year <= 9999;
    }

    /** In UTC and whole microseconds, which is what every database keeps. */
    static OffsetDateTime moment(OffsetDateTime time) {
        return time.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }

    static String write(Object value) {
        if (value instanceof BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof OffsetDateTime time) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment(time));
        }
        return value.toString();
    }

    public static String expected(Parameter.Type type) {
        return switch (type) {
            case TEXT -> "a text of at most " + TEXT_MAX + " characters";
            case INTEGER -> "a whole number such as 42";
            case DECIMAL -> "a number such as 1.05";
            case BOOLEAN -> "true or false";
            case DATE -> "a date such as 2026-01-31";
            case TIMESTAMP -> "a time with its offset such as 2026-01-31T01:30:00Z";
        };
    }
}
