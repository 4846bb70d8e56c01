package io.steadfill.database;

import io.steadfill.database.rows.RowsReader;
import io.steadfill.keyset.Key;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a chunk ends.
 *
 * @param upTo its last row's key
 * @param rows how many rows it steps over
 */
public record Cut(Key upTo, int rows) {

    /** The answer of a query for key texts, the rows up to there, and the rows that were looked at; null where these are all there are. */
    public static @Nullable Cut first(Session session, Fragment query, List<String> keyColumns, int asked) {
        return session.first(query, (row, n) -> new Answer(of(row, keyColumns), row.getInt(keyColumns.size() + 2)))
                .filter(answer -> answer.seen() == asked || answer.cut().rows() < answer.seen())
                .map(Answer::cut)
                .orElse(null);
    }

    private static Cut of(ResultSet row, List<String> keyColumns) throws SQLException {
        return new Cut(RowsReader.key(row, keyColumns), row.getInt(keyColumns.size() + 1));
    }

    private record Answer(Cut cut, int seen) {}
}
