package io.steadfill.bench;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Fence;
import io.steadfill.checkpoint.Partition;
import io.steadfill.checkpoint.PartitionStore;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The statements of a chunk without the engine around them, to time those that belong to the checkpoint. */
final class CheckpointShare {

    private final Database database;
    private final int chunkRows;

    CheckpointShare(Database database, int chunkRows) {
        this.database = database;
        this.chunkRows = chunkRows;
    }

    /** Fills the table; returns the checkpoint's share of the time from BEGIN to COMMIT. */
    double measure() throws SQLException {
        try (Session session = database.open(Database.Purpose.WORK)) {
            session.begin(TransactionSettings.BOOKKEEPING);
            Table table = database.dialect().describe(session, TableName.of(Customers.TABLE));
            session.commit();
            ChunkSql sql = database.dialect().chunks(table);
            PartitionStore store =
                    new PartitionStore(database.dialect(), table.keyset().names());
            session.begin(TransactionSettings.BOOKKEEPING);
            String run = UUID.randomUUID().toString().substring(0, 8);
            store.plan(session, run, 0, List.of(KeyRange.ALL));
            Partition partition = store.take(session, store.all(session, run).get(0), new Fence(1, 1, 1));
            session.commit();
            return fill(session, sql, store, partition);
        }
    }

    private double fill(Session session, ChunkSql sql, PartitionStore store, Partition first) throws SQLException {
        Partition partition = first;
        long all = 0;
        long checkpoint = 0;
        while (!partition.done()) {
            long begun = System.nanoTime();
            session.begin(TransactionSettings.CHUNK);
            long before = System.nanoTime();
            store.holdAs(session, partition);
            long held = System.nanoTime();
            Key upper = sql.upperBound(session, partition.rest(), chunkRows);
            KeyRange range = upper == null ? partition.rest() : partition.rest().upTo(upper);
            int changed = sql.setRange(
                    session,
                    range,
                    Fragment.of("clean is null"),
                    Map.of(new Identifier("clean"), Fragment.of(Customers.CLEAN)));
            long worked = System.nanoTime();
            partition =
                    store.advance(session, partition, upper, upper == null, new Counts(chunkRows, changed, 0, 0, 0));
            long advanced = System.nanoTime();
            session.commit();
            all += System.nanoTime() - begun;
            checkpoint += held - before + advanced - worked;
        }
        return (double) checkpoint / all;
    }
}
