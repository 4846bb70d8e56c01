package io.steadfill.chunk.work;

import io.steadfill.checkpoint.Partition;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Cut;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.database.rows.WrittenBack;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.quarantine.Quarantined;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Columns computed in Java and written back under the guard of the row's version, or of its lock where rows have no version.
 *
 * @param constants further columns, such as a version counter
 * @param empties whether a row that was worked on must no longer match
 * @param locks how rows are read in the walk; never without a lock where no sweep follows
 */
record TransformWork(
        ChunkSql sql,
        Fragment condition,
        Computation computation,
        Map<Identifier, Fragment> constants,
        boolean empties,
        Locking locks,
        Images images)
        implements RowWork {

    @Override
    public List<Identifier> columns() {
        return computation.columns();
    }

    @Override
    public Worked rows(Session session, Partition partition, KeyRange range, Rows rows) {
        long begun = System.nanoTime();
        Computed computed = computation.of(rows);
        long computing = System.nanoTime() - begun;
        return write(session, partition, range, computed).after(0, computing);
    }

    @Override
    public boolean readsAhead() {
        return true;
    }

    /** Where rows carry no version, the lock is the guard: what is read under it must be what was computed from. */
    @Override
    public boolean readsTwice() {
        return locks != Locking.NONE;
    }

    @Override
    public @Nullable Ahead ahead(Session reader, KeyRange rest, int rows, long bytesMax) {
        long begun = System.nanoTime();
        Cut cut = sql.cut(reader, rest, rows, condition, columns(), bytesMax);
        KeyRange range = cut == null ? rest : rest.upTo(cut.upTo());
        long walked = cut == null ? sql.count(reader, range, Fragment.of("1 = 1")) : cut.rows();
        Rows found = sql.read(reader, range, condition, columns(), Locking.NONE, Integer.MAX_VALUE);
        long read = System.nanoTime();
        Computed computed = computation.of(found);
        long done = System.nanoTime();
        return new Ahead(
                range,
                cut == null || cut.upTo().equals(rest.upTo()),
                rows,
                walked,
                read - begun,
                done - read,
                (session, partition) -> writeAhead(session, partition, range, computed));
    }

    private Worked writeAhead(Session session, Partition partition, KeyRange range, Computed computed) {
        if (!readsTwice()) {
            return write(session, partition, range, computed);
        }
        long begun = System.nanoTime();
        Rows locked = sql.read(session, range, condition, columns(), locks, Integer.MAX_VALUE);
        long read = System.nanoTime() - begun;
        Computed confirmed = computed.confirmedBy(locked);
        Worked worked = confirmed == null
                ? rows(session, partition, range, locked)
                : write(session, partition, range, confirmed);
        return worked.after(read, 0);
    }

    /** Writes what was computed, whenever it was read: a row that changed since is read again once, then left to the sweep. */
    private Worked write(Session session, Partition partition, KeyRange range, Computed computed) {
        List<Quarantined> rejected = new ArrayList<>(computed.refused());
        if (computed.rows().isEmpty()) {
            return new Worked(0, 0, rejected, computed.bytes(), 0, 0);
        }
        WrittenBack first = writeBack(session, partition, range, computed);
        int changed = first.written();
        int lost = first.lost();
        judge(first, rejected);
        if (lost > 0 && readsTwice()) {
            // Under its lock nobody took a row: a trigger kept it as it is. To read again would change those anew that
            // were written, and keep old values twice; what still matches is for the sweep to judge.
            return new Worked(changed, empties ? lost : 0, rejected, computed.bytes(), 0, 0);
        }
        if (lost > 0) {
            Computed again = computation.of(lostRows(session, computed, rejected));
            rejected.addAll(again.refused());
            lost = 0;
            if (!again.rows().isEmpty()) {
                WrittenBack second = writeBack(session, partition, range, again);
                changed += second.written();
                lost = second.lost();
                judge(second, rejected);
            }
        }
        return new Worked(changed, lost, rejected, computed.bytes(), 0, 0);
    }

    /** A row that still matches after its change would be swept for ever. */
    private void judge(WrittenBack result, List<Quarantined> rejected) {
        if (empties) {
            result.unchanged().forEach(key -> rejected.add(Quarantined.noEffect(key)));
        }
    }

    private Rows lostRows(Session session, Computed computed, List<Quarantined> rejected) {
        Set<Key> known = new HashSet<>();
        rejected.forEach(row -> known.add(row.key()));
        Rows still = sql.reread(session, computed.rows().keyList(), condition, columns(), locks);
        return still.pick(IntStream.range(0, still.size())
                .filter(i -> !known.contains(still.key(i)))
                .toArray());
    }

    private WrittenBack writeBack(Session session, Partition partition, KeyRange range, Computed computed) {
        WrittenBack result = sql.writeBack(session, range, computed.rows(), condition, computed.values(), constants);
        images.keepChanged(session, partition, computed.rows());
        return result;
    }
}
