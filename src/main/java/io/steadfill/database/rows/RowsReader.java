package io.steadfill.database.rows;

import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;

/** Reads rows selected as key columns, one version, then the values, all but the version as text. */
public final class RowsReader implements ResultSetExtractor<Rows> {

    private final List<String> keyColumns;
    private final Version version;
    private final List<Identifier> columns;

    public RowsReader(List<String> keyColumns, Version version, List<Identifier> columns) {
        this.keyColumns = keyColumns;
        this.version = version;
        this.columns = columns;
    }

    /** The key that a row begins with, as texts. */
    public static Key key(ResultSet row, List<String> keyColumns) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= keyColumns.size(); i++) {
            values.add(row.getString(i));
        }
        return new Key(keyColumns, values);
    }

    @Override
    public Rows extractData(ResultSet rows) throws SQLException {
        int width = keyColumns.size() + 1 + columns.size();
        List<List<@Nullable String>> cells = new ArrayList<>(width);
        for (int c = 0; c < width; c++) {
            cells.add(new ArrayList<>());
        }
        while (rows.next()) {
            for (int c = 0; c < width; c++) {
                cells.get(c).add(c == keyColumns.size() ? version.read(rows, c + 1) : rows.getString(c + 1));
            }
        }
        return new Rows(
                keyColumns,
                columnsOf(cells, 0, keyColumns.size()),
                columnsOf(cells, keyColumns.size(), 1)[0],
                columns,
                columnsOf(cells, keyColumns.size() + 1, columns.size()));
    }

    private static String[][] columnsOf(List<List<@Nullable String>> cells, int from, int count) {
        String[][] some = new String[count][];
        for (int c = 0; c < count; c++) {
            some[c] = cells.get(from + c).toArray(String[]::new);
        }
        return some;
    }

    /** How a row's version is read. */
    public interface Version {
        String read(ResultSet row, int column) throws SQLException;
    }
}
