package io.steadfill.engine.undo;

import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells a value that was moved into an archive from another one there, though the archive's column is wider and its text is longer: 1.50 is
 * 1.5000 there.
 */
record ArchiveTexts(Table from, Table archive) {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
    private static final Pattern ZEROS = Pattern.compile("(\\.[0-9]*?)0+(?![0-9])");
    private static final Pattern POINT = Pattern.compile("\\.(?![0-9])");

    /** Whether the text in the archive is that of the value that was moved there. */
    boolean isSame(Identifier column, @Nullable String moved, @Nullable String there) {
        if (moved == null || there == null) {
            return Objects.equals(moved, there);
        }
        return normal(from, column, moved).equals(normal(archive, column, there));
    }

    /** A key as it was moved, in a form that equals that of {@link #archived}. */
    Key moved(Key key) {
        return normal(from, key);
    }

    /** A key as the archive writes it, in that form. */
    Key archived(Key key) {
        return normal(archive, key);
    }

    private Key normal(Table table, Key key) {
        List<String> values = new ArrayList<>(key.values().size());
        for (int i = 0; i < key.values().size(); i++) {
            values.add(normal(
                    table, new Identifier(key.columns().get(i)), key.values().get(i)));
        }
        return new Key(key.columns(), values);
    }

    private String normal(Table table, Identifier name, String text) {
        Column column = table.require(name);
        if (from.require(name).category() != archive.require(name).category()) {
            return text;
        }
        return switch (column.category()) {
            case DECIMAL -> DECIMAL.matcher(text).matches() ? decimal(text) : text;
            case TIME, TIMESTAMP ->
                POINT.matcher(ZEROS.matcher(text).replaceFirst("$1")).replaceFirst("");
            case FLOAT -> number(column, text);
            case INTEGER, UNSIGNED, TEXT, BINARY, UUID, DATE, BOOLEAN, JSON, OTHER -> text;
        };
    }

    private static String decimal(String text) {
        return new BigDecimal(text).stripTrailingZeros().toPlainString();
    }

    /** A column of half the width has read its text as the nearest value that it has. */
    private static String number(Column column, String text) {
        try {
            return Double.toString(
                    column.type().startsWith("double") ? Double.parseDouble(text) : (double) Float.parseFloat(text));
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
