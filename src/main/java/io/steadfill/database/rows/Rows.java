package io.steadfill.database.rows;

import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a table, by columns: their keys, the version each had when it was read, and the values asked for, all in the
 * server's text form.
 *
 * @param keys one array a key column
 * @param versions what tells whether a row is still the one that was read; empty texts where the row is locked anyway
 * @param values one array a column asked for
 */
public record Rows(
        List<String> keyColumns,
        String[][] keys,
        String[] versions,
        List<Identifier> columns,
        @Nullable String[][] values) {

    /** Keys of so many columns each, as one array a column. */
    public static String[][] byColumn(List<Key> keys, int width) {
        String[][] columns = new String[width][keys.size()];
        for (int row = 0; row < keys.size(); row++) {
            for (int c = 0; c < width; c++) {
                columns[c][row] = keys.get(row).values().get(c);
            }
        }
        return columns;
    }

    public int size() {
        return versions.length;
    }

    public boolean isEmpty() {
        return versions.length == 0;
    }

    public Key key(int row) {
        return new Key(
                keyColumns, Arrays.stream(keys).map(column -> column[row]).toList());
    }

    /** The keys of all rows, in their order. */
    public List<Key> keyList() {
        return IntStream.range(0, size()).mapToObj(this::key).toList();
    }

    public @Nullable String value(Identifier column, int row) {
        return column(column)[row];
    }

    /** The values of one of the columns asked for. */
    public @Nullable String[] column(Identifier column) {
        return values[columns.indexOf(column)];
    }

    /** Whether the row has the key that {@code row} of {@code other} has. */
    public boolean hasKeyOf(int mine, Rows other, int row) {
        return same(keys, mine, other.keys, row);
    }

    /** Whether the row has the values that {@code row} of {@code other} has, which was asked for the same columns. */
    public boolean hasValuesOf(int mine, Rows other, int row) {
        return same(values, mine, other.values, row);
    }

    private static boolean same(@Nullable String[][] mine, int at, @Nullable String[][] others, int row) {
        for (int c = 0; c < mine.length; c++) {
            if (!Objects.equals(mine[c][at], others[c][row])) {
                return false;
            }
        }
        return true;
    }

    /** The rows at these positions, in this order. */
    public Rows pick(int[] rows) {
        String[][] someKeys = new String[keys.length][];
        for (int c = 0; c < keys.length; c++) {
            someKeys[c] = pick(keys[c], rows);
        }
        @Nullable String[][] someValues = new @Nullable String[values.length][];
        for (int c = 0; c < values.length; c++) {
            someValues[c] = pick(values[c], rows);
        }
        return new Rows(keyColumns, someKeys, pick(versions, rows), columns, someValues);
    }

    private static String[] pick(@Nullable String[] from, int[] rows) {
        String[] some = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = from[rows[i]];
        }
        return some;
    }
}
