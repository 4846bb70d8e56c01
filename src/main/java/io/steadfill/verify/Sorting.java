package io.steadfill.verify;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Session;
import io.steadfill.database.rows.Rows;
import io.steadfill.keyset.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells rows that are left from those in quarantine and those waived. */
final class Sorting {

    private final LeftOut leftOut;
    private final List<Key> sample = new ArrayList<>();
    private final List<Key> lapsed = new ArrayList<>();
    private long left;
    private long quarantined;
    private long waived;

    Sorting(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    void add(Session session, ChunkSql sql, Rows rows) {
        Map<String, String> hashes = hashesOfWaived(session, sql, rows);
        for (int row = 0; row < rows.size(); row++) {
            Key key = rows.key(row);
            String waivedAs = leftOut.waived().get(key.text());
            if (waivedAs != null && waivedAs.equals(hashes.get(key.text()))) {
                waived++;
            } else if (leftOut.quarantined().contains(key.text())) {
                quarantined++;
            } else {
                isLeft(key);
                if (waivedAs != null) {
                    // A row that somebody changed since is a row that nobody has judged.
                    lapsed.add(key);
                }
            }
        }
    }

    private Map<String, String> hashesOfWaived(Session session, ChunkSql sql, Rows rows) {
        int[] perhaps = IntStream.range(0, rows.size())
                .filter(row -> leftOut.waived().containsKey(rows.key(row).text()))
                .toArray();
        Map<String, String> hashes = new HashMap<>();
        if (perhaps.length > 0) {
            Rows picked = rows.pick(perhaps);
            List<@Nullable String> read = sql.hashes(session, picked, leftOut.hashed());
            for (int row = 0; row < picked.size(); row++) {
                String hash = read.get(row);
                if (hash != null) {
                    hashes.put(picked.key(row).text(), hash);
                }
            }
        }
        return hashes;
    }

    private void isLeft(Key key) {
        left++;
        if (sample.size() < Survey.SAMPLE_MAX) {
            sample.add(key);
        }
    }

    Tally.Found found() {
        return new Tally.Found(left, quarantined, waived, sample, lapsed);
    }
}
