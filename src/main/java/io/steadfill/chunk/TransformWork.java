package io.steadfill.chunk;

import io.steadfill.checkpoint.Partition;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Fragment;
import io.steadfill.database.Locking;
import io.steadfill.database.Rows;
import io.steadfill.database.Session;
import io.steadfill.database.WrittenBack;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.quarantine.Quarantined;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Columns computed in Java and written back under the guard of the row's version, or of its lock where rows have no version.
 *
 * @param constants further columns, such as a version counter
 * @param reading how rows are read in the walk
 */
record TransformWork(
        ChunkSql sql,
        Fragment condition,
        Computation computation,
        Map<Identifier, Fragment> constants,
        Locking reading,
        Images images)
        implements RowWork {

    @Override
    public List<Identifier> columns() {
        return computation.columns();
    }

    @Override
    public Worked walk(Session session, Partition partition, KeyRange range, Locking locking) {
        Locking how = locking == Locking.SKIP ? Locking.SKIP : reading;
        return rows(session, partition, range, sql.read(session, range, condition, columns(), how, Integer.MAX_VALUE));
    }

    @Override
    public Worked rows(Session session, Partition partition, KeyRange range, Rows rows) {
        return write(session, partition, range, computation.of(rows));
    }

    /** Writes what was computed, whenever it was read: a row that changed since is read again once, then left to the sweep. */
    Worked write(Session session, Partition partition, KeyRange range, Computed computed) {
        List<Quarantined> rejected = new ArrayList<>(computed.refused());
        if (computed.rows().isEmpty()) {
            return new Worked(0, 0, rejected, computed.bytes());
        }
        WrittenBack first = writeBack(session, partition, range, computed);
        int changed = first.written();
        int lost = first.lost();
        first.unchanged().forEach(key -> rejected.add(Quarantined.noEffect(key)));
        if (lost > 0) {
            Computed again = computation.of(lostRows(session, computed, rejected));
            rejected.addAll(again.refused());
            lost = 0;
            if (!again.rows().isEmpty()) {
                WrittenBack second = writeBack(session, partition, range, again);
                changed += second.written();
                lost = second.lost();
                second.unchanged().forEach(key -> rejected.add(Quarantined.noEffect(key)));
            }
        }
        return new Worked(changed, lost, rejected, computed.bytes());
    }

    private Rows lostRows(Session session, Computed computed, List<Quarantined> rejected) {
        Set<Key> known = new HashSet<>();
        rejected.forEach(row -> known.add(row.key()));
        Rows still = sql.reread(session, DeleteWork.keys(computed.rows()), condition, columns(), reading);
        return still.pick(java.util.stream.IntStream.range(0, still.size())
                .filter(i -> !known.contains(still.key(i)))
                .toArray());
    }

    private WrittenBack writeBack(Session session, Partition partition, KeyRange range, Computed computed) {
        WrittenBack result = sql.writeBack(session, range, computed.rows(), condition, computed.values(), constants);
        images.keepChanged(session, partition, computed.rows());
        return result;
    }
}
