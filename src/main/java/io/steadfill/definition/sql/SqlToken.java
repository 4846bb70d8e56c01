package io.steadfill.definition.sql;

import java.util.Locale;

/**
 * One token of an SQL expression.
 *
 * @param text as written, with quotes
 * @param start its index in the expression
 */
record SqlToken(Kind kind, String text, int start) {

    enum Kind {
        /** A keyword, a function or an unquoted name. */
        WORD,
        /** A quoted name. */
        NAME,
        /** A text in quotes. */
        STRING,
        NUMBER,
        /** {@code :name} */
        PARAMETER,
        OPEN,
        CLOSE,
        COMMA,
        DOT,
        /** Any other sign. */
        SIGN
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isNaming() {
        return kind == Kind.WORD || kind == Kind.NAME;
    }

    /** The word in small letters, or the name or text without its quotes. */
    String value() {
        return switch (kind) {
            case WORD -> text.toLowerCase(Locale.ROOT);
            case NAME, STRING -> unquoted();
            case PARAMETER -> text.substring(1);
            case NUMBER, OPEN, CLOSE, COMMA, DOT, SIGN -> text;
        };
    }

    private String unquoted() {
        String quote = text.substring(0, 1);
        return text.length() < 2 ? text : text.substring(1, text.length() - 1).replace(quote + quote, quote);
    }
}
