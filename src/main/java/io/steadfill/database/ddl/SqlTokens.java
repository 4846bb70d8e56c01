package io.steadfill.database.ddl;

import io.steadfill.definition.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts SQL text into words, quoted names, strings, symbols and comments as the vendor's own server would. Text that never ends, such as an
 * open string, becomes a last token of kind {@link Kind#UNFINISHED}.
 */
public final class SqlTokens {

    /** What a token is. */
    public enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        SYMBOL,
        COMMENT,
        UNFINISHED
    }

    /**
     * One token.
     *
     * @param text as it was written; of a quoted name, the name itself
     * @param start offset of its first character
     * @param end offset after its last character
     * @param line from 1
     */
    public record Token(Kind kind, String text, int start, int end, int line) {

        /** Whether this is the bare word; words have no case. */
        public boolean is(String word) {
            return kind == Kind.WORD && text.equalsIgnoreCase(word);
        }

        public boolean isSymbol(char symbol) {
            return kind == Kind.SYMBOL && text.charAt(0) == symbol;
        }

        public boolean isName() {
            return kind == Kind.WORD || kind == Kind.QUOTED;
        }
    }

    private final String sql;
    private final boolean postgres;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;

    private SqlTokens(String sql, Vendor vendor) {
        this.sql = sql;
        this.postgres = vendor == Vendor.POSTGRESQL;
    }

    /** All tokens, comments included. */
    public static List<Token> of(String sql, Vendor vendor) {
        return List.copyOf(new SqlTokens(sql, vendor).cut());
    }

    /** All tokens but the comments. */
    public static List<Token> significant(String sql, Vendor vendor) {
        return of(sql, vendor).stream().filter(t -> t.kind() != Kind.COMMENT).toList();
    }

    private List<Token> cut() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c)) {
                line += c == '\n' ? 1 : 0;
                at++;
            } else {
                next(c);
            }
        }
        return tokens;
    }

    private void next(char c) {
        if (startsLineComment(c)) {
            int end = sql.indexOf('\n', at);
            add(Kind.COMMENT, end < 0 ? sql.length() : end);
        } else if (sql.startsWith("/*", at)) {
            blockComment();
        } else if (c == '\'') {
            quoted(Kind.STRING, at, '\'', !postgres);
        } else if (c == '"') {
            quoted(postgres ? Kind.QUOTED : Kind.STRING, at, '"', !postgres);
        } else if (c == '`' && !postgres) {
            quoted(Kind.QUOTED, at, '`', false);
        } else if (c == '$' && postgres && dollarQuoted()) {
            return;
        } else if (Character.isDigit(c)) {
            number();
        } else if (wordPart(c)) {
            word();
        } else {
            add(Kind.SYMBOL, at + 1);
        }
    }

    private boolean startsLineComment(char c) {
        if (c == '#') {
            return !postgres;
        }
        if (!sql.startsWith("--", at)) {
            return false;
        }
        // MySQL reads 5--1 as a difference: there the two dashes begin a comment only before a blank or the end.
        return postgres || at + 2 >= sql.length() || sql.charAt(at + 2) <= ' ';
    }

    private void blockComment() {
        if (!postgres && (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at))) {
            executableComment();
            return;
        }
        int depth = 1;
        int i = at + 2;
        while (i < sql.length() && depth > 0) {
            if (sql.startsWith("*/", i)) {
                depth--;
                i += 2;
            } else if (postgres && sql.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else {
                i++;
            }
        }
        add(depth == 0 ? Kind.COMMENT : Kind.UNFINISHED, i);
    }

    /** The server runs what is inside, so it is cut like any code; its frame counts as symbols. */
    private void executableComment() {
        int i = sql.indexOf('!', at) + 1;
        while (i < sql.length() && Character.isDigit(sql.charAt(i))) {
            i++;
        }
        add(Kind.SYMBOL, i);
    }

    private void quoted(Kind kind, int opened, char quote, boolean backslash) {
        int i = opened + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\\' && backslash) {
                i += 2;
            } else if (c == quote && i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                i += 2;
            } else if (c == quote) {
                add(kind, i + 1);
                return;
            } else {
                i++;
            }
        }
        add(Kind.UNFINISHED, sql.length());
    }

    private boolean dollarQuoted() {
        int i = at + 1;
        while (i < sql.length() && wordPart(sql.charAt(i)) && sql.charAt(i) != '$') {
            i++;
        }
        if (i >= sql.length() || sql.charAt(i) != '$' || (i > at + 1 && Character.isDigit(sql.charAt(at + 1)))) {
            return false;
        }
        String tag = sql.substring(at, i + 1);
        int end = sql.indexOf(tag, i + 1);
        add(end < 0 ? Kind.UNFINISHED : Kind.STRING, end < 0 ? sql.length() : end + tag.length());
        return true;
    }

    private void number() {
        int i = at;
        while (i < sql.length() && (wordPart(sql.charAt(i)) || sql.charAt(i) == '.')) {
            i++;
        }
        add(Kind.NUMBER, i);
    }

    private void word() {
        int i = at;
        while (i < sql.length() && wordPart(sql.charAt(i))) {
            i++;
        }
        String word = sql.substring(at, i).toLowerCase(Locale.ROOT);
        boolean string = i < sql.length() && sql.charAt(i) == '\'';
        if (postgres && string && word.equals("e")) {
            quoted(Kind.STRING, i, '\'', true);
        } else if (string && (word.equals("b") || word.equals("x") || word.equals("n"))) {
            quoted(Kind.STRING, i, '\'', !postgres);
        } else {
            add(Kind.WORD, i);
        }
    }

    private static boolean wordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 0x7f;
    }

    private void add(Kind kind, int end) {
        int to = Math.min(end, sql.length());
        String text = sql.substring(at, to);
        int begun = line;
        line += (int) text.chars().filter(c -> c == '\n').count();
        if (kind == Kind.QUOTED) {
            String quote = text.substring(0, 1);
            String inner = text.substring(1, text.length() - 1).replace(quote + quote, quote);
            tokens.add(new Token(kind, inner, at, to, begun));
        } else {
            tokens.add(new Token(kind, text, at, to, begun));
        }
        at = to;
    }
}
