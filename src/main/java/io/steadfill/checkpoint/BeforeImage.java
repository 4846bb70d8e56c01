package io.steadfill.checkpoint;

import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The old values of rows that one chunk changed, as they were kept.
 *
 * @param columns whose values the rows carry, all in the server's text form
 */
public record BeforeImage(
        String runId,
        int sweep,
        int number,
        long seq,
        List<String> keyColumns,
        List<Identifier> columns,
        List<Row> rows) {

    /**
     * One row.
     *
     * @param old one value a column
     * @param written the server's hash of the values that the change left; null where the row was deleted
     */
    public record Row(
            Key key, List<@Nullable String> old, @Nullable String written) {

        public Row {
            old = Collections.unmodifiableList(new ArrayList<>(old));
        }

        /** Whether the change took the row away. */
        public boolean isDeleted() {
            return written == null;
        }
    }

    public BeforeImage {
        keyColumns = List.copyOf(keyColumns);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The same image with other rows of it. */
    public BeforeImage with(List<Row> some) {
        return new BeforeImage(runId, sweep, number, seq, keyColumns, columns, some);
    }

    /** One value a row, of the column at this place. */
    public @Nullable String[] values(int column) {
        @Nullable String[] values = new @Nullable String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i).old().get(column);
        }
        return values;
    }

    public List<Key> keys() {
        return rows.stream().map(Row::key).toList();
    }
}
