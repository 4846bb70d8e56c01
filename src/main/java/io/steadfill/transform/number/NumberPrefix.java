package io.steadfill.transform.number;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand before a number: plain digits in most regions, a pattern in some. Immutable. */
final class NumberPrefix {

    private static final Pattern DIGITS = Pattern.compile("\\d*");

    private final String plain;
    private final @Nullable Pattern pattern;
    private final boolean rewrites;

    /** @param rewrites whether a prefix that matches with its last group changes the number, which is left to the library */
    NumberPrefix(String regex, boolean rewrites) {
        boolean isPlain = DIGITS.matcher(regex).matches() && !rewrites;
        this.plain = isPlain ? regex : "";
        this.pattern = isPlain ? null : Pattern.compile(regex);
        this.rewrites = rewrites;
    }

    /** Where it ends when the digits begin with it; {@code from} when they do not, -1 where only the library can tell. */
    int end(byte[] digits, int from, int to) {
        if (pattern != null) {
            return end(pattern.matcher(text(digits, from, to)), from);
        }
        if (to - from < plain.length()) {
            return from;
        }
        for (int i = 0; i < plain.length(); i++) {
            if (digits[from + i] != plain.charAt(i) - '0') {
                return from;
            }
        }
        return from + plain.length();
    }

    private int end(Matcher matcher, int from) {
        if (!matcher.lookingAt()) {
            return from;
        }
        return rewrites && matcher.group(matcher.groupCount()) != null ? -1 : from + matcher.end();
    }

    private static String text(byte[] digits, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            text.append((char) ('0' + digits[i]));
        }
        return text.toString();
    }
}
