package io.steadfill.definition.sql;

import io.steadfill.definition.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an SQL expression into tokens as one vendor reads it, and finds what cannot be embedded: what runs on past the expression, and
 * what the drivers would take for a placeholder. Never fails; what it cannot read is a fault.
 */
final class SqlLexer {

    /** What ends a parameter's name for the layer that binds it. */
    private static final String PARAMETER_ENDS = "\"':&,;()|=+-*%/\\<>^[]";

    private final String sql;
    private final SqlGrammar grammar;
    private final List<SqlToken> tokens = new ArrayList<>();
    private final List<SqlFault> faults = new ArrayList<>();
    private int at;

    private SqlLexer(String sql, SqlGrammar grammar) {
        this.sql = sql;
        this.grammar = grammar;
    }

    /** What an expression was cut into. */
    record Lexed(List<SqlToken> tokens, List<SqlFault> faults) {}

    static Lexed lex(String sql, SqlGrammar grammar) {
        SqlLexer lexer = new SqlLexer(sql, grammar);
        while (lexer.at < sql.length()) {
            lexer.next();
        }
        return new Lexed(List.copyOf(lexer.tokens), List.copyOf(lexer.faults));
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '\'') {
            string(at, isEscapeString());
        } else if (c == '"') {
            quoted('"', grammar == SqlGrammar.POSTGRESQL ? Kind.NAME : Kind.STRING);
        } else if (c == '`' && grammar == SqlGrammar.MYSQL) {
            quoted('`', Kind.NAME);
        } else if (isNameStart(c)) {
            word();
        } else if (isDigit(at) || (c == '.' && isDigit(at + 1) && !followsName())) {
            number();
        } else if (sql.startsWith("--", at) || (c == '#' && grammar == SqlGrammar.MYSQL)) {
            lineComment();
        } else if (sql.startsWith("/*", at)) {
            comment();
        } else if (c == '$') {
            dollar();
        } else if (c == ':') {
            colon();
        } else {
            sign(c);
        }
    }

    private boolean isEscapeString() {
        return grammar == SqlGrammar.MYSQL || (!tokens.isEmpty() && last().isWord("e") && last().start() == at - 1);
    }

    private void string(int start, boolean hasEscapes) {
        int i = start + 1;
        while (i < sql.length() && !(sql.charAt(i) == '\'' && charAt(i + 1) != '\'')) {
            boolean isEscape = hasEscapes && sql.charAt(i) == '\\';
            if (isEscape && (charAt(i + 1) == '\'' || charAt(i + 1) == '"')) {
                fault(i, 2, "a quote after a backslash", "double the quote: ''");
            }
            i += isEscape || sql.charAt(i) == '\'' ? 2 : 1;
        }
        close(start, i, Kind.STRING, "'");
    }

    private void quoted(char quote, Kind kind) {
        int i = at + 1;
        while (i < sql.length() && !(sql.charAt(i) == quote && charAt(i + 1) != quote)) {
            boolean isEscape = kind == Kind.STRING && sql.charAt(i) == '\\';
            if (isEscape && charAt(i + 1) == quote) {
                fault(
                        i,
                        2,
                        "a quote after a backslash",
                        "write the text in single quotes, and double a quote in it: ''");
            }
            i += isEscape || sql.charAt(i) == quote ? 2 : 1;
        }
        close(at, i, kind, String.valueOf(quote));
    }

    private void close(int start, int end, Kind kind, String quote) {
        if (end >= sql.length()) {
            fault(start, 1, "a text or name in quotes does not end", "close it with " + quote);
            at = sql.length();
        } else {
            token(kind, end + 1);
        }
    }

    private void word() {
        int i = at;
        while (i < sql.length() && isNamePart(sql.charAt(i))) {
            i++;
        }
        token(Kind.WORD, i);
    }

    private void number() {
        int i = at;
        while (i < sql.length() && (isNamePart(sql.charAt(i)) || sql.charAt(i) == '.')) {
            boolean isExponent = (sql.charAt(i) == 'e' || sql.charAt(i) == 'E')
                    && (charAt(i + 1) == '-' || charAt(i + 1) == '+')
                    && isDigit(i + 2);
            i += isExponent ? 2 : 1;
        }
        token(Kind.NUMBER, i);
    }

    private void lineComment() {
        int end = sql.indexOf('\n', at);
        boolean isMinus = sql.charAt(at) == '-';
        fault(
                at,
                isMinus ? 2 : 1,
                isMinus ? "'--' begins a comment that runs on to the end of the line" : "'#' begins a comment on MySQL",
                "write /* a comment */ or one of YAML's; put a blank between two minus signs");
        at = end < 0 ? sql.length() : end;
    }

    private void comment() {
        int end = sql.indexOf("*/", at + 2);
        int nested = sql.indexOf("/*", at + 2);
        if (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at) || sql.startsWith("/*+", at)) {
            fault(at, 3, "a comment that the server executes", "write what it says, or leave it out");
        } else if (end < 0) {
            fault(at, 2, "a comment that does not end", "close it with */");
        } else if (nested >= 0 && nested < end) {
            fault(nested, 2, "a comment in a comment", "vendors read it differently: write one comment");
        }
        at = end < 0 ? sql.length() : end + 2;
    }

    private void dollar() {
        int tagEnd = at + 1;
        while (tagEnd < sql.length() && isNamePart(sql.charAt(tagEnd)) && sql.charAt(tagEnd) != '$') {
            tagEnd++;
        }
        if (charAt(tagEnd) == '$' && !isDigit(at + 1)) {
            String tag = sql.substring(at, tagEnd + 1);
            fault(at, tag.length(), "dollar quotes are not taken", "write 'text', and double a quote in it: ''");
            int end = sql.indexOf(tag, tagEnd + 1);
            at = end < 0 ? sql.length() : end + tag.length();
        } else {
            fault(at, Math.max(1, tagEnd - at), "a placeholder ($)", "declare a parameter and write :name");
            at = Math.max(at + 1, tagEnd);
        }
    }

    private void colon() {
        if (charAt(at + 1) == ':') {
            token(Kind.SIGN, at + 2);
        } else if (isNameStart(charAt(at + 1))) {
            int end = at + 1;
            while (end < sql.length() && isNamePart(sql.charAt(end)) && sql.charAt(end) != '$') {
                end++;
            }
            char after = charAt(end);
            if (after != 0 && !Character.isWhitespace(after) && PARAMETER_ENDS.indexOf(after) < 0) {
                fault(
                        at,
                        end - at,
                        "'" + after + "' directly after a parameter",
                        "put a blank after " + sql.substring(at, end));
            }
            token(Kind.PARAMETER, end);
        } else if (charAt(at + 1) == '=') {
            fault(at, 2, "':=' assigns a variable", "write a plain expression");
            at += 2;
        } else if (charAt(at + 1) != 0 && !Character.isWhitespace(charAt(at + 1))) {
            fault(at, 1, "a colon that would be taken for a parameter", "put blanks around it");
            at++;
        } else {
            token(Kind.SIGN, at + 1);
        }
    }

    private void sign(char c) {
        switch (c) {
            case '(', '[' -> token(Kind.OPEN, at + 1);
            case ')', ']' -> token(Kind.CLOSE, at + 1);
            case ',' -> token(Kind.COMMA, at + 1);
            case '.' -> token(Kind.DOT, at + 1);
            case '&' -> ampersand();
            case '+', '-', '*', '/', '%', '<', '>', '=', '!', '~', '|', '^', '@', '#' -> token(Kind.SIGN, at + 1);
            case ';' -> refuse("';' ends a statement", "leave it out");
            case '?' -> refuse("a placeholder (?)", "declare a parameter and write :name");
            case '{', '}' -> refuse("a curly bracket", "write round brackets");
            case '`' -> refuse("a backtick", "PostgreSQL quotes names with \"");
            case '\u2018', '\u2019', '\u201c', '\u201d' -> refuse("a curly quote", "write a straight one: '");
            case '\u00a0', '\u2007', '\u202f' -> refuse("a no-break space", "write a plain blank");
            default -> refuse("a character that is not SQL", "take it out, or put it into quotes");
        }
    }

    private void ampersand() {
        if (charAt(at + 1) == '&') {
            token(Kind.SIGN, at + 2);
        } else {
            token(Kind.SIGN, at + 1);
        }
        char after = charAt(at);
        if (after != 0 && !Character.isWhitespace(after) && PARAMETER_ENDS.indexOf(after) < 0) {
            fault(at - 1, 1, "'&' would be taken for a parameter", "put a blank after it");
        }
    }

    private void refuse(String message, String cure) {
        fault(at, 1, message, cure);
        at++;
    }

    private void fault(int start, int length, String message, String cure) {
        String text = sql.substring(start, Math.min(sql.length(), start + length));
        faults.add(new SqlFault(start, text, message, cure));
    }

    private void token(Kind kind, int end) {
        tokens.add(new SqlToken(kind, sql.substring(at, end), at));
        at = end;
    }

    private SqlToken last() {
        return tokens.get(tokens.size() - 1);
    }

    private boolean followsName() {
        return !tokens.isEmpty()
                && last().isNaming()
                && last().start() + last().text().length() == at;
    }

    private boolean isDigit(int index) {
        return charAt(index) >= '0' && charAt(index) <= '9';
    }

    private char charAt(int index) {
        return index < sql.length() ? sql.charAt(index) : 0;
    }

    private static boolean isNameStart(char c) {
        return c == '_' || Character.isLetter(c) || Character.isSurrogate(c);
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || Character.isDigit(c) || c == '$';
    }
}
