package io.steadfill.chunk.rehearsal;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Fence;
import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.work.Worked;
import io.steadfill.database.Cut;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.quarantine.Quarantined;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of at most 1,000 rows that is worked and rolled back: what the rows were and would be, what it locks, and whether a second pass
 * changes anything. It still fires triggers, burns sequence values and leaves dead rows behind.
 */
public final class Rehearsal {

    private static final int ROWS_MAX = 1_000;
    private static final int SHOWN_MAX = 5;

    private final Backfill run;

    public Rehearsal(Backfill run) {
        this.run = run;
    }

    /**
     * Works one chunk and rolls it back.
     *
     * @param shown the columns to show before and after
     * @throws SQLException what the database refused; nothing was changed
     */
    public Rehearsed perform(List<Identifier> shown) throws SQLException {
        try (Session session = run.database().open(Purpose.WORK)) {
            session.begin(TransactionSettings.CHUNK);
            Rows found = run.sql().read(session, KeyRange.ALL, run.condition(), List.of(), Locking.NONE, ROWS_MAX);
            if (found.isEmpty()) {
                session.rollback();
                return new Rehearsed(0, 0, 0, Duration.ZERO, List.of(), List.of(), List.of());
            }
            KeyRange range = withinBytes(session, KeyRange.ALL.upTo(found.key(found.size() - 1)), shown);
            Rows before = run.sql().read(session, range, run.condition(), shown, Locking.NONE, ROWS_MAX);
            Partition partition = new Partition(run.runId(), 0, 0, range, null, false, 0, Fence.NONE, Counts.NONE);
            long begun = System.nanoTime();
            Worked first = run.work().walk(session, partition, range, Locking.WAIT);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            List<String> locks = run.database().dialect().locksHeld(session);
            List<Rehearsed.Example> examples = examples(session, before, shown);
            List<String> refused = first.rejected().stream()
                    .limit(SHOWN_MAX)
                    .map(row -> row.shown(run.definition().mask()))
                    .map(row -> row.key() + ": " + row.error())
                    .toList();
            int again = run.isOnce()
                    ? 0
                    : run.work().walk(session, partition, range, Locking.WAIT).changed();
            session.rollback();
            return new Rehearsed(before.size(), first.changed(), again, took, locks, examples, refused);
        }
    }

    private KeyRange withinBytes(Session session, KeyRange range, List<Identifier> shown) {
        long bytesMax = run.definition().limits().chunkBytesMax();
        Cut cut = run.sql().cut(session, range, Integer.MAX_VALUE, run.condition(), shown, bytesMax);
        return cut == null ? range : range.upTo(cut.upTo());
    }

    private List<Rehearsed.Example> examples(Session session, Rows before, List<Identifier> shown) {
        List<Key> keys = before.keyList().subList(0, Math.min(SHOWN_MAX, before.size()));
        Rows after = run.sql().reread(session, keys, Fragment.of("1 = 1"), shown, Locking.NONE);
        Map<Key, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < after.size(); i++) {
            places.put(after.key(i), i);
        }
        List<Rehearsed.Example> examples = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Integer place = places.get(keys.get(i));
            examples.add(new Rehearsed.Example(
                            Quarantined.shown(keys.get(i), run.definition().mask()),
                            values(before, i),
                            place == null ? null : values(after, place))
                    .excerpt());
        }
        return examples;
    }

    private Map<String, @Nullable String> values(Rows rows, int row) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        rows.columns()
                .forEach(column -> values.put(
                        column.name(), run.definition().mask().text(column.name(), rows.value(column, row))));
        return values;
    }
}
