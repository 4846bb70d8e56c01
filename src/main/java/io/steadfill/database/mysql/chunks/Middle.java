package io.steadfill.database.mysql.chunks;

import io.steadfill.database.catalog.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value about half way between two of the same type. A guess at where to look, no comparison: which keys lie where is the
 * database's word.
 */
final class Middle {

    /** What most keys that are texts consist of. */
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

    /** Letters looked at behind the common beginning. */
    private static final int DEPTH = 6;

    private static final BigInteger TWO = BigInteger.TWO;

    private Middle() {}

    /** The middle, nearer to {@code high} where there is none; null for types and values that cannot be halved. */
    static @Nullable String of(Column column, String low, String high) {
        return switch (column.category()) {
            case INTEGER, UNSIGNED, BOOLEAN -> number(low, high, 0);
            case DECIMAL -> number(low, high, Math.max(0, new BigDecimal(high).scale()));
            case DATE, TIMESTAMP -> time(low, high);
            case BINARY -> hex(low, high);
            case UUID -> uuid(hex(low.replace("-", ""), high.replace("-", "")));
            case TEXT -> text(low, high);
            case FLOAT, TIME, JSON, OTHER -> null;
        };
    }

    private static String number(String low, String high, int scale) {
        BigDecimal sum = new BigDecimal(low).add(new BigDecimal(high));
        return sum.divide(BigDecimal.valueOf(2), scale, RoundingMode.CEILING).toPlainString();
    }

    private static @Nullable String time(String low, String high) {
        try {
            if (low.length() == 10) {
                LocalDate from = LocalDate.parse(low);
                return from.plusDays((ChronoUnit.DAYS.between(from, LocalDate.parse(high)) + 1) / 2)
                        .toString();
            }
            LocalDateTime from = LocalDateTime.parse(low.replace(' ', 'T'));
            long micros = ChronoUnit.MICROS.between(from, LocalDateTime.parse(high.replace(' ', 'T')));
            return from.plus((micros + 1) / 2, ChronoUnit.MICROS).toString().replace('T', ' ');
        } catch (DateTimeParseException e) {
            // A zero date.
            return null;
        }
    }

    private static String hex(String low, String high) {
        int digits = Math.max(low.length(), high.length());
        BigInteger sum = new BigInteger(padded(low, digits), 16).add(new BigInteger(padded(high, digits), 16));
        String middle = sum.add(BigInteger.ONE).divide(TWO).toString(16);
        return "0".repeat(digits - middle.length()) + middle;
    }

    private static String padded(String text, int length) {
        return text + "0".repeat(length - text.length()) + (length == 0 ? "0" : "");
    }

    private static String uuid(String hex) {
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }

    private static String text(String low, String high) {
        int same = 0;
        while (same < Math.min(low.length(), high.length()) && low.charAt(same) == high.charAt(same)) {
            same++;
        }
        BigInteger base = BigInteger.valueOf(LETTERS.length());
        BigInteger middle =
                letters(low, same).add(letters(high, same)).add(BigInteger.ONE).divide(TWO);
        StringBuilder tail = new StringBuilder();
        for (int i = 0; i < DEPTH; i++) {
            tail.insert(0, LETTERS.charAt(middle.mod(base).intValue()));
            middle = middle.divide(base);
        }
        return high.substring(0, same) + tail;
    }

    private static BigInteger letters(String text, int from) {
        BigInteger value = BigInteger.ZERO;
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = from; i < from + DEPTH; i++) {
            int letter = i < lower.length() ? LETTERS.indexOf(lower.charAt(i)) : 0;
            // What sorts among no letters is taken for the nearest end.
            int digit = letter >= 0 ? letter : lower.charAt(i) < 'a' ? 0 : LETTERS.length() - 1;
            value = value.multiply(BigInteger.valueOf(LETTERS.length())).add(BigInteger.valueOf(digit));
        }
        return value;
    }
}
