package io.steadfill.database.comparison;

import io.steadfill.database.catalog.Column;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes in one character set; a cast stands for what storing in the column would do to the value. */
final class MySqlValueImage implements ValueImage {

    private static final Pattern FRACTION = Pattern.compile("\\((\\d+)\\)");
    private static final Pattern PRECISION = Pattern.compile("\\(\\d+(,\\d+)?\\)");
    private static final Pattern SIZE = Pattern.compile("^binary\\((\\d+)\\)");

    @Override
    public String of(Column column, String expression) {
        return "coalesce(concat(0x76, " + bytes(column, typed(column, expression)) + "), 0x6e)";
    }

    private static String bytes(Column column, String typed) {
        return switch (column.category()) {
            case BINARY -> "cast(" + typed + " as binary)";
            // MariaDB writes a float with six digits only.
            case FLOAT -> "cast(convert(cast(" + typed + " as double) using utf8mb4) as binary)";
            case INTEGER, UNSIGNED, DECIMAL, TEXT, UUID, DATE, TIME, TIMESTAMP, BOOLEAN, JSON, OTHER ->
                "cast(convert(" + typed + " using utf8mb4) as binary)";
        };
    }

    @Override
    public String typed(Column column, String expression) {
        String value = "(" + expression + ")";
        return switch (column.category()) {
            case INTEGER, BOOLEAN -> "cast(" + value + " as signed)";
            case UNSIGNED -> "cast(" + value + " as unsigned)";
            case DECIMAL -> "cast(" + value + " as decimal" + found(PRECISION, column) + ")";
            case FLOAT -> "cast(" + value + " as " + (column.type().startsWith("float") ? "float" : "double") + ")";
            case DATE -> "cast(" + value + " as date)";
            case TIME -> "cast(" + value + " as time" + found(FRACTION, column) + ")";
            case TIMESTAMP -> "cast(" + value + " as datetime" + found(FRACTION, column) + ")";
            case BINARY -> fixedBinary(column, value);
            // The server stores a CHAR without its trailing blanks.
            case TEXT -> lower(column).startsWith("char(") ? "trim(trailing ' ' from " + value + ")" : value;
            // Bits are no text in any character set.
            case OTHER -> lower(column).startsWith("bit") ? "cast(" + value + " as unsigned)" : value;
            // The server stores a document in a form of its own; MariaDB's is a text.
            case JSON -> "case when json_valid(" + value + ") then cast(" + value + " as json) end";
            case UUID -> value;
        };
    }

    private static String fixedBinary(Column column, String value) {
        Matcher size = SIZE.matcher(lower(column));
        return size.find() ? "cast(" + value + " as binary(" + size.group(1) + "))" : value;
    }

    private static String found(Pattern pattern, Column column) {
        Matcher matcher = pattern.matcher(column.type());
        return matcher.find() ? matcher.group() : "";
    }

    private static String lower(Column column) {
        return column.type().toLowerCase(Locale.ROOT);
    }
}
