package io.steadfill.transform;

import io.steadfill.definition.TransformCall;
import java.util.Arrays;
import java.util.Locale;

/**
 * {@code case: { from: column, to: lower|upper|title, locale: tr }}: changes the case by Unicode's rules, without a locale unless one is named.
 * In {@code title} the first letter of each word is upper and the rest lower; an apostrophe does not end a word.
 */
final class LetterCase implements Transform {

    private enum To {
        LOWER,
        UPPER,
        TITLE;

        String of(String text, Locale locale) {
            return switch (this) {
                case LOWER -> text.toLowerCase(locale);
                case UPPER -> text.toUpperCase(locale);
                case TITLE -> title(text, locale);
            };
        }
    }

    @Override
    public String name() {
        return "case";
    }

    @Override
    public String version() {
        return "2 unicode of java " + Runtime.version().feature();
    }

    @Override
    public ColumnFunction bind(TransformCall call) {
        Arguments arguments = Arguments.of(call, "from", "to", "locale");
        To to = arguments.choice("to", To.class);
        Locale locale = arguments
                .optionalText("locale")
                .map(tag -> locale(arguments, tag))
                .orElse(Locale.ROOT);
        return TextFunction.total(arguments.column("from"), text -> to.of(text, locale));
    }

    private static Locale locale(Arguments arguments, String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        if (!Arrays.asList(Locale.getISOLanguages()).contains(locale.getLanguage())) {
            throw arguments.refuse("locale", "knows no locale '" + tag + "'; write a language tag such as tr or lt");
        }
        return locale;
    }

    private static String title(String text, Locale locale) {
        StringBuilder result = new StringBuilder(text.length());
        String lower = text.toLowerCase(locale);
        boolean isLithuanian = locale.getLanguage().equals("lt");
        boolean inWord = false;
        for (int i = 0; i < lower.length(); ) {
            int c = lower.codePointAt(i);
            int end = i + Character.charCount(c);
            if (!inWord && isLithuanian && hasSoftDot(c)) {
                // The dot that the small letter keeps under an accent is none of the capital's.
                end = endOfMarks(lower, end);
                result.append(lower.substring(i, end).toUpperCase(locale));
            } else if (inWord || !Character.isLetter(c)) {
                result.appendCodePoint(c);
            } else {
                result.append(first(c, locale));
            }
            inWord = Character.isLetterOrDigit(c) || (inWord && joinsWord(c));
            i = end;
        }
        return result.toString();
    }

    /** The title form of a word's first letter; Turkish writes a dotted capital. */
    private static String first(int c, Locale locale) {
        return c == 'i' ? "i".toUpperCase(locale) : Character.toString(Character.toTitleCase(c));
    }

    private static boolean hasSoftDot(int c) {
        return c == 'i' || c == 'j' || c == 0x12f;
    }

    private static int endOfMarks(String text, int from) {
        int end = from;
        while (end < text.length() && Character.getType(text.charAt(end)) == Character.NON_SPACING_MARK) {
            end++;
        }
        return end;
    }

    private static boolean joinsWord(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT -> true;
            default -> c == '\'' || c == 0x2019;
        };
    }
}
