package io.steadfill.database.mysql.chunks;

import io.steadfill.database.catalog.Column;
import io.steadfill.problem.Problem;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of MySQL's and MariaDB's types as texts, and texts as values again, without losing anything either way. */
final class InnoDbValues {

    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\d+,\\d+\\)");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2})*");

    private InnoDbValues() {}

    /** The expression that gives a column's value as text. */
    static String text(Column column, String expression) {
        return switch (column.category()) {
            case TEXT -> expression;
            case BINARY -> "hex(" + expression + ")";
            // MySQL prints a float with six digits; as a double it has all of them.
            case FLOAT -> "cast(cast(" + expression + " as double) as char)";
            case OTHER ->
                isBit(column)
                        ? "cast(cast(" + expression + " as unsigned) as char)"
                        : "cast(" + expression + " as char)";
            case INTEGER, UNSIGNED, DECIMAL, UUID, DATE, TIME, TIMESTAMP, BOOLEAN, JSON ->
                "cast(" + expression + " as char)";
        };
    }

    /** The expression that gives a key's text its type again, so that it is compared as the column is. */
    static String key(Column column, String text) {
        return switch (column.category()) {
            case INTEGER, BOOLEAN -> "cast(" + text + " as signed)";
            case UNSIGNED -> "cast(" + text + " as unsigned)";
            case DECIMAL -> "cast(" + text + " as " + decimal(column) + ")";
            // A literal is compared under the column's collation.
            case TEXT -> text;
            case BINARY -> bytes(text);
            case UUID -> "cast(" + text + " as uuid)";
            case DATE -> "cast(" + text + " as date)";
            case TIME -> "cast(" + text + " as time(6))";
            case TIMESTAMP -> "cast(" + text + " as datetime(6))";
            case FLOAT, JSON, OTHER ->
                throw Problem.KEYSET_UNSUPPORTED
                        .with("column", column.name().name())
                        .with("type", column.type())
                        .says("the key column " + column.name() + " is a " + column.type()
                                + ", which cannot be walked exactly; name another unique key");
        };
    }

    /** The same for a column of JSON_TABLE, which unlike a literal brings a collation of its own. */
    static String joinedKey(Column column, String text) {
        String collation = column.collation();
        if (column.category() == Column.Category.TEXT && collation != null) {
            int end = collation.indexOf('_');
            return "convert(" + text + " using " + (end < 0 ? collation : collation.substring(0, end)) + ") collate "
                    + collation;
        }
        return isWhole(column) ? text : key(column, text);
    }

    /** Whether JSON_TABLE itself can give a key column its type. */
    static boolean isWhole(Column column) {
        return column.category() == Column.Category.INTEGER || column.category() == Column.Category.UNSIGNED;
    }

    /** The expression that a text is assigned by. */
    static String assigned(Column column, String text) {
        if (column.category() == Column.Category.BINARY) {
            return bytes(text);
        }
        return isBit(column) ? "cast(" + text + " as unsigned)" : text;
    }

    /**
     * The expression that gives the bytes of hex digits. MariaDB reckons that the bytes of a column as long as can be have no length at all, and where it
     * keeps them meanwhile in a table of its own, cuts them to nothing without a word (seen with 10.11.5 and 11.4); a join of texts is reckoned otherwise.
     */
    private static String bytes(String hex) {
        return "unhex(concat('', " + hex + "))";
    }

    /** Refuses texts that the server would take for something else: a half number, half a byte, or U+0000, which PostgreSQL cannot store. */
    static void check(Column column, @Nullable String[] values) throws SQLException {
        for (String value : values) {
            if (value != null && !fits(column, value)) {
                throw new SQLException(
                        "the value for column " + column.name() + " is no " + column.type()
                                + (value.indexOf(0) >= 0 ? ": it holds the character U+0000" : ""),
                        "22021");
            }
        }
    }

    private static boolean fits(Column column, String value) {
        return switch (column.category()) {
            case INTEGER, UNSIGNED, BOOLEAN -> WHOLE.matcher(value).matches();
            case BINARY -> HEX.matcher(value).matches();
            case OTHER -> isBit(column) ? WHOLE.matcher(value).matches() : !isMemberNumber(column, value);
            case TEXT, JSON -> value.indexOf(0) < 0;
            case DECIMAL, FLOAT, UUID, DATE, TIME, TIMESTAMP -> true;
        };
    }

    /** Whether an ENUM or SET would take the text for a member's number. */
    private static boolean isMemberNumber(Column column, String value) {
        return WHOLE.matcher(value).matches()
                && column.type().matches("(?i)(enum|set)\\(.*")
                && !column.type().contains("'" + value + "'");
    }

    private static boolean isBit(Column column) {
        return column.type().toLowerCase(Locale.ROOT).startsWith("bit");
    }

    private static String decimal(Column column) {
        Matcher matcher = DECIMAL.matcher(column.type().toLowerCase(Locale.ROOT));
        return matcher.find() ? matcher.group() : "decimal(65,30)";
    }
}
