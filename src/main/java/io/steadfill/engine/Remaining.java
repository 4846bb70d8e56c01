package io.steadfill.engine;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Fragment;
import io.steadfill.database.Locking;
import io.steadfill.database.Rows;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows that still match the to-do predicate, but for open quarantine and waivers: how many, and in which ranges. */
record Remaining(long rows, List<KeyRange> ranges, @Nullable Key sample) {

    private static final int STEP = 20_000;

    static Remaining of(ActiveRun run) {
        Fragment condition = run.backfills().condition();
        ChunkSql sql = run.database().dialect().chunks(run.table());
        long rows = 0;
        List<KeyRange> ranges = new ArrayList<>();
        @Nullable Key sample = null;
        try (Session session = run.database().open(Purpose.BOOKKEEPING)) {
            KeyRange rest = KeyRange.ALL;
            session.begin(TransactionSettings.READING);
            Set<String> excluded = run.quarantine().excluded(session, run.id());
            session.commit();
            while (true) {
                session.begin(TransactionSettings.READING);
                Key upper = sql.upperBound(session, rest, STEP);
                KeyRange range = rest.upTo(upper);
                if (sql.count(session, range, condition) > 0) {
                    Rows found = sql.read(session, range, condition, List.of(), Locking.NONE, STEP);
                    long left = 0;
                    for (int i = 0; i < found.size(); i++) {
                        if (!excluded.contains(found.key(i).text())) {
                            left++;
                            sample = sample == null ? found.key(i) : sample;
                        }
                    }
                    if (left > 0) {
                        rows += left;
                        ranges.add(range);
                    }
                }
                session.commit();
                if (upper == null) {
                    return new Remaining(rows, ranges, sample);
                }
                rest = rest.beyond(upper);
            }
        } catch (SQLException e) {
            throw Problem.DATABASE_UNREACHABLE
                    .with("database", run.database().name())
                    .says("the proof could not be taken: " + e.getMessage(), e);
        }
    }
}
