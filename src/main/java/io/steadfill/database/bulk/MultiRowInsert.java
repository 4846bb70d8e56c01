package io.steadfill.database.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows by inserts of a thousand each, which needs no option of the driver or the server. */
final class MultiRowInsert implements RowSink {

    private static final int ROWS = 1_000;

    private final Connection connection;
    private final String table;
    private final String columns;
    private final List<@Nullable String[]> held = new ArrayList<>(ROWS);

    MultiRowInsert(Connection connection, String table, String columns) {
        this.connection = connection;
        this.table = table;
        this.columns = columns;
    }

    @Override
    public void accept(@Nullable String... values) throws SQLException {
        held.add(values);
        if (held.size() == ROWS) {
            finish();
        }
    }

    @Override
    public void finish() throws SQLException {
        if (held.isEmpty()) {
            return;
        }
        int width = held.get(0).length;
        String row = "(" + String.join(",", Collections.nCopies(width, "?")) + ")";
        String rows = String.join(",", Collections.nCopies(held.size(), row));
        try (PreparedStatement insert =
                connection.prepareStatement("insert into " + table + " (" + columns + ") values " + rows)) {
            int index = 1;
            for (@Nullable String[] values : held) {
                for (String value : values) {
                    insert.setString(index++, value);
                }
            }
            insert.executeUpdate();
        }
        held.clear();
    }
}
