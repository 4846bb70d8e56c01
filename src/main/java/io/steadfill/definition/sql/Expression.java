package io.steadfill.definition.sql;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.Vendor;
import io.steadfill.definition.sql.SqlToken.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An SQL expression as one vendor reads it: which names and parameters occur in it, and whether it reads only the row itself. */
public final class Expression {

    private final List<SqlToken> tokens;

    Expression(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    /** Reads {@code sql}; what is wrong with it was said when the job was loaded. */
    public static Expression of(String sql, Vendor vendor) {
        return new Expression(SqlLexer.lex(sql, SqlGrammar.of(vendor)).tokens());
    }

    /**
     * Whether it reads, or might read, more than the row: it has a subquery, or calls a function that is not known to compute from its
     * arguments alone. In doubt yes: then rows are locked first, which costs time but no correctness.
     */
    public boolean readsOtherTables() {
        for (int i = 0; i < tokens.size(); i++) {
            boolean isQuery = isQueryWord(tokens.get(i)) && !isQualified(i);
            if (isQuery || (isCall(i) && !isPure(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Every name that occurs and may be a column: unquoted ones as written, quoted ones without quotes, in the order of the text. Names of
     * tables and types may be among them; functions and keywords are not.
     */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean isKeyword = token.kind() == Kind.WORD && SqlWords.KEYWORDS.contains(token.value());
            if (token.isNaming() && !isKeyword && !isCall(i)) {
                names.add(token.kind() == Kind.WORD ? token.text() : token.value());
            }
        }
        return names;
    }

    /** Whether the column's name occurs; case is ignored, so in doubt yes. */
    public boolean mentions(Identifier column) {
        return names().stream().anyMatch(name -> name.equalsIgnoreCase(column.name()));
    }

    /** The parameters' names, without the colon. */
    public Set<String> parameters() {
        Set<String> names = new LinkedHashSet<>();
        tokens.stream().filter(token -> token.kind() == Kind.PARAMETER).forEach(token -> names.add(token.value()));
        return names;
    }

    /** Whether a function's name stands at {@code i}. */
    boolean isCall(int i) {
        SqlToken token = tokens.get(i);
        boolean isNamed =
                token.kind() == Kind.WORD ? !SqlWords.NOT_CALLED.contains(token.value()) : token.kind() == Kind.NAME;
        return isNamed && i + 1 < tokens.size() && tokens.get(i + 1).text().equals("(");
    }

    /** Whether a dot stands before {@code i}. */
    boolean isQualified(int i) {
        return i > 0 && tokens.get(i - 1).kind() == Kind.DOT;
    }

    private boolean isPure(int i) {
        boolean isBuiltIn =
                !isQualified(i) || (i > 1 && tokens.get(i - 2).value().equals("pg_catalog"));
        return isBuiltIn && SqlWords.PURE.contains(tokens.get(i).value());
    }

    private static boolean isQueryWord(SqlToken token) {
        return token.isWord("select") || token.isWord("exists") || token.isWord("table") || token.isWord("with");
    }
}
