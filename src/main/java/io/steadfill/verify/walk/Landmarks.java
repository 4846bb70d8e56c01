package io.steadfill.verify.walk;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Table;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends ranges at keys of a sample that was taken once, so that the rows of a range are not read twice, first to count them off and then to
 * look at them. Less than the way from one landmark to the next is counted off, and so is what lies behind the last one. Whatever the
 * sample said, ranges follow each other without gap or overlap; only how long they are depends on it. One thread's.
 */
public final class Landmarks implements Bounds {

    private static final int ROWS_APART = 10_000;

    private final ChunkSql sql;
    private final List<Key> marks;
    private final Map<Key, Integer> places = new HashMap<>();
    private final long rowsApart;
    private int ahead;

    /**
     * @param marks in key order, all of the range that will be walked
     * @param rowsApart about how many rows lie between two of them
     */
    Landmarks(ChunkSql sql, List<Key> marks, long rowsApart) {
        this.sql = sql;
        this.marks = marks;
        this.rowsApart = Math.max(1, rowsApart);
        for (int i = 0; i < marks.size(); i++) {
            places.put(marks.get(i), i);
        }
    }

    /** What ends the ranges of a walk over {@code range}: only the whole table is sampled, and only where the server does so cheaply. */
    public static Bounds of(Reads reads, ChunkSql sql, Table table, KeyRange range) {
        if (!range.equals(KeyRange.ALL)) {
            return sql::upperBound;
        }
        try {
            List<Key> marks = reads.read(session -> sql.landmarks(session, ROWS_APART));
            return marks.isEmpty()
                    ? sql::upperBound
                    : new Landmarks(sql, marks, table.rowEstimate() / (marks.size() + 1));
        } catch (ReadCancelledException e) {
            return sql::upperBound;
        }
    }

    @Override
    public @Nullable Key next(Session session, KeyRange left, int rows) {
        Integer passed = left.after() == null ? Integer.valueOf(-1) : places.get(left.after());
        if (passed != null) {
            ahead = passed + 1;
        }
        if (ahead == marks.size()) {
            return sql.upperBound(session, left, rows);
        }
        if (rows < rowsApart) {
            Key mark = marks.get(ahead);
            Key counted = sql.upperBound(session, left.upTo(mark), rows);
            return counted == null ? mark : counted;
        }
        long last = Math.min(ahead + rows / rowsApart, marks.size()) - 1;
        return marks.get((int) last);
    }
}
