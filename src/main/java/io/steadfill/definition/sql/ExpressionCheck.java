package io.steadfill.definition.sql;

import io.steadfill.definition.sql.SqlToken.Kind;
import io.steadfill.problem.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is refused in one SQL expression, as one vendor reads it. */
final class ExpressionCheck {

    private final SqlGrammar grammar;
    private final Collection<String> parameters;
    private final List<SqlToken> tokens;
    private final Expression expression;
    private final List<SqlFault> faults;

    private ExpressionCheck(String sql, SqlGrammar grammar, Collection<String> parameters) {
        SqlLexer.Lexed lexed = SqlLexer.lex(sql, grammar);
        this.grammar = grammar;
        this.parameters = parameters;
        this.tokens = lexed.tokens();
        this.expression = new Expression(tokens);
        this.faults = new ArrayList<>(lexed.faults());
    }

    /** @param parameters the names that may stand after a colon */
    static List<SqlFault> faults(String sql, SqlGrammar grammar, Collection<String> parameters) {
        ExpressionCheck check = new ExpressionCheck(sql, grammar, parameters);
        check.brackets();
        check.statement();
        for (int i = 0; i < check.tokens.size(); i++) {
            check.token(i);
        }
        return List.copyOf(check.faults);
    }

    /** What MySQL reads silently in another way than PostgreSQL, in a text that is for both. */
    static List<SqlFault> misreadings(String sql) {
        List<SqlFault> found = new ArrayList<>();
        for (SqlToken token : SqlLexer.lex(sql, SqlGrammar.MYSQL).tokens()) {
            if (token.kind() == Kind.STRING && token.text().startsWith("\"")) {
                found.add(fault(
                        token,
                        "double quotes are a text on MySQL and a name on PostgreSQL",
                        "write a text in single quotes, and give the names one SQL text per vendor"));
            } else if (token.kind() == Kind.STRING && token.text().indexOf('\\') >= 0) {
                found.add(fault(
                        token,
                        "a backslash in a text is an escape on MySQL and itself on PostgreSQL",
                        "give one SQL text per vendor"));
            }
        }
        return found;
    }

    private void brackets() {
        Deque<SqlToken> open = new ArrayDeque<>();
        for (SqlToken token : tokens) {
            if (token.kind() == Kind.OPEN) {
                open.push(token);
            } else if (token.kind() == Kind.CLOSE) {
                SqlToken opened = open.poll();
                if (opened == null || opened.text().equals("(") != token.text().equals(")")) {
                    add(token, "'" + token.text() + "' closes a bracket that is not open", "open it, or take it out");
                    return;
                }
            }
        }
        if (!open.isEmpty()) {
            add(open.pop(), "a bracket is not closed", "close it");
        }
    }

    /** At the top there is one expression: no second one after a comma, no clause of a statement. */
    private void statement() {
        if (tokens.isEmpty() && faults.isEmpty()) {
            faults.add(new SqlFault(0, "", "the SQL is empty", "write an expression"));
        } else if (!tokens.isEmpty()
                && tokens.get(0).kind() == Kind.WORD
                && SqlWords.STATEMENTS.contains(tokens.get(0).value())
                && !expression.isCall(0)) {
            add(
                    tokens.get(0),
                    "'" + tokens.get(0).text() + "' begins a statement",
                    "write only the condition or expression");
            return;
        }
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            depth += token.kind() == Kind.OPEN ? 1 : token.kind() == Kind.CLOSE ? -1 : 0;
            if (depth == 0 && token.kind() == Kind.COMMA) {
                add(token, "a comma outside brackets", "write one expression; a further column is a further key");
            } else if (depth == 0 && isClause(i)) {
                add(
                        token,
                        "'" + token.text() + "' begins another part of a statement",
                        "write only the condition or expression");
            }
        }
    }

    private boolean isClause(int i) {
        SqlToken token = tokens.get(i);
        if (token.kind() != Kind.WORD || expression.isQualified(i)) {
            return false;
        }
        boolean isPlainFrom =
                token.isWord("from") && (i == 0 || !tokens.get(i - 1).isWord("distinct"));
        return isPlainFrom || SqlWords.CLAUSES.contains(token.value());
    }

    private void token(int i) {
        SqlToken token = tokens.get(i);
        switch (token.kind()) {
            case PARAMETER -> parameter(token);
            case WORD, NAME -> word(i);
            case STRING -> clockText(token);
            case SIGN -> sign(i);
            case NUMBER, OPEN, CLOSE, COMMA, DOT -> {}
        }
    }

    private void parameter(SqlToken token) {
        if (!parameters.contains(token.value())) {
            add(token, "the parameter '" + token.text() + "' is not declared", cure(token.value()));
        }
    }

    private String cure(String name) {
        return Nearest.to(name, parameters)
                .map(near -> "did you mean ':" + near + "'?")
                .orElse("declare it under 'parameters', or use :" + String.join(", :", parameters));
    }

    private void word(int i) {
        SqlToken token = tokens.get(i);
        String word = token.value().toLowerCase(Locale.ROOT);
        boolean isCall = expression.isCall(i);
        SqlWords.@Nullable Refusal refusal = null;
        if (isCall) {
            refusal = SqlWords.call(word, arguments(i + 1));
        } else if (token.kind() == Kind.WORD && !expression.isQualified(i)) {
            refusal = SqlWords.bare(word, grammar);
        }
        if (refusal != null) {
            add(token, "'" + token.text() + (isCall ? "()" : "") + "' " + refusal.message(), refusal.cure());
        } else if (token.isWord("next")
                && i + 1 < tokens.size()
                && tokens.get(i + 1).isWord("value")) {
            add(token, "'next value for' does more than compute a value", "leave it out");
        }
    }

    /** How many arguments the call has whose bracket opens at {@code open}. */
    private int arguments(int open) {
        int depth = 0;
        int commas = 0;
        for (int i = open; i < tokens.size(); i++) {
            Kind kind = tokens.get(i).kind();
            depth += kind == Kind.OPEN ? 1 : kind == Kind.CLOSE ? -1 : 0;
            if (depth == 0) {
                return i == open + 1 ? 0 : commas + 1;
            }
            commas += depth == 1 && kind == Kind.COMMA ? 1 : 0;
        }
        return commas + 1;
    }

    private void clockText(SqlToken token) {
        if (grammar == SqlGrammar.POSTGRESQL && SqlWords.isClockText(token.value())) {
            add(
                    token,
                    "PostgreSQL reads " + token.text() + " as the clock",
                    "use :started, or give the text as a parameter");
        }
    }

    private void sign(int i) {
        if (grammar == SqlGrammar.POSTGRESQL) {
            return;
        }
        SqlToken token = tokens.get(i);
        boolean isDouble = i + 1 < tokens.size() && tokens.get(i + 1).text().equals("|");
        if (token.text().equals("@")) {
            add(token, "a variable (@) differs from session to session", "give the value as a parameter");
        } else if (token.text().equals("|") && isDouble) {
            add(token, "'||' means 'or' on MySQL and MariaDB", "write concat(a, b), or 'or'");
        } else if (token.text().equals("::")) {
            add(token, "'::' is a cast on PostgreSQL only", "write cast(x as type)");
        }
    }

    private void add(SqlToken token, String message, String cure) {
        faults.add(fault(token, message, cure));
    }

    private static SqlFault fault(SqlToken token, String message, String cure) {
        return new SqlFault(token.start(), token.text(), message, cure);
    }
}
