package io.steadfill.chunk;

import io.steadfill.checkpoint.BeforeImages;
import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Fence;
import io.steadfill.checkpoint.PartitionStore;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.chunk.failure.FailPoints;
import io.steadfill.chunk.failure.QuarantineBudget;
import io.steadfill.chunk.size.Canary;
import io.steadfill.chunk.work.Backfills;
import io.steadfill.chunk.work.RowWork;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Database;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.Completion;
import io.steadfill.definition.JobDefinition;
import io.steadfill.quarantine.QuarantineStore;
import io.steadfill.throttle.Throttle;

/**
 * One run's work as its chunks see it; shared by the run's workers.
 *
 * @param condition the to-do predicate with its parameters bound; {@code true} where every row is taken
 */
public record Backfill(
        String runId,
        JobDefinition definition,
        Database database,
        Table table,
        ChunkSql sql,
        Fragment condition,
        RowWork work,
        Fence fence,
        PartitionStore partitions,
        QuarantineStore quarantine,
        Gate gate,
        Throttle throttle,
        ChunkListener listener,
        QuarantineBudget budget,
        Canary canary,
        FailPoints failPoints) {

    /**
     * Makes the work of a run ready for its workers.
     *
     * @param before what the run has done already
     * @param unsettled its rows in quarantine that are open or to be tried again
     */
    public static Backfill of(
            String runId,
            JobDefinition definition,
            Database database,
            Table table,
            Backfills backfills,
            Fence fence,
            Gate gate,
            Throttle throttle,
            ChunkListener listener,
            Counts before,
            long unsettled,
            FailPoints failPoints) {
        Dialect dialect = database.dialect();
        ChunkSql sql = dialect.chunks(table, definition.via());
        return new Backfill(
                runId,
                definition,
                database,
                table,
                sql,
                backfills.condition(),
                backfills.work(sql, new BeforeImages(dialect)),
                fence,
                new PartitionStore(dialect, table.keyset().names()),
                new QuarantineStore(dialect),
                gate,
                throttle,
                listener,
                new QuarantineBudget(before.walked(), unsettled),
                new Canary(gate.canary(), definition.where() == null, before),
                failPoints);
    }

    /** Whether rows get the work one time only. */
    public boolean isOnce() {
        return definition.completion() == Completion.ONCE;
    }

    /** Whether already the walk looks for rows that match, by an index made for it, rather than for a number of rows. */
    boolean seeks() {
        return definition.via() != null;
    }

    /** The same work, under another fence. */
    public Backfill under(Fence other) {
        return new Backfill(
                runId,
                definition,
                database,
                table,
                sql,
                condition,
                work,
                other,
                partitions,
                quarantine,
                gate,
                throttle,
                listener,
                budget,
                canary,
                failPoints);
    }

    /** The same work, obeying another gate. */
    public Backfill through(Gate other) {
        return new Backfill(
                runId,
                definition,
                database,
                table,
                sql,
                condition,
                work,
                fence,
                partitions,
                quarantine,
                other,
                throttle,
                listener,
                budget,
                canary,
                failPoints);
    }
}
