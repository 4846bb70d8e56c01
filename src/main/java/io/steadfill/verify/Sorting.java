package io.steadfill.verify;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Rows;
import io.steadfill.database.Session;
import io.steadfill.keyset.Key;
import java.util.ArrayList;
import java.util.List;

/** Tells rows that are left from those in quarantine and those waived. */
final class Sorting {

    private final LeftOut leftOut;
    private final List<Key> sample = new ArrayList<>();
    private long left;
    private long quarantined;
    private long waived;

    Sorting(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    void add(Session session, ChunkSql sql, Rows rows) {
        List<Integer> perhapsWaived = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            Key key = rows.key(row);
            String text = key.text();
            if (leftOut.waived().containsKey(text)) {
                perhapsWaived.add(row);
            } else if (leftOut.quarantined().contains(text)) {
                quarantined++;
            } else {
                isLeft(key);
            }
        }
        if (!perhapsWaived.isEmpty()) {
            addWaived(
                    session,
                    sql,
                    rows.pick(perhapsWaived.stream().mapToInt(Integer::intValue).toArray()));
        }
    }

    private void addWaived(Session session, ChunkSql sql, Rows rows) {
        List<String> hashes = sql.hashes(session, rows, leftOut.hashed());
        for (int row = 0; row < rows.size(); row++) {
            Key key = rows.key(row);
            // A row that somebody changed since is a row that nobody has judged.
            if (String.valueOf(leftOut.waived().get(key.text())).equals(hashes.get(row))) {
                waived++;
            } else if (hashes.get(row) != null) {
                isLeft(key);
            }
        }
    }

    private void isLeft(Key key) {
        left++;
        if (sample.size() < Survey.SAMPLE_MAX) {
            sample.add(key);
        }
    }

    Tally.Found found() {
        return new Tally.Found(left, quarantined, waived, sample);
    }
}
