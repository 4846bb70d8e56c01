package io.steadfill.engine;

import io.steadfill.chunk.work.Backfills;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Dialect;
import io.steadfill.database.PlanSeen;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How the server would walk a job's table, and whether a run goes that way. A plan shows what a run obeys: both ask here, so that they
 * cannot disagree.
 *
 * @param seen the server's plan for a chunk
 * @param says what is to be done, as a sentence without its end; null where a run goes on
 */
public record PlannedWalk(PlanSeen seen, Way way, @Nullable String says) {

    private static final int ROWS = 1_000;

    /** What a run makes of it. */
    public enum Way {
        /** Goes on. */
        BY_INDEX,
        /** Goes on: the table is so small that the server reads it whole. */
        WHOLE_TABLE,
        /** Refuses: the server would read the whole of a large table for each chunk. */
        READS_TOO_MUCH,
        /** Holds: the index that the job's {@code via} names is not there, or not valid. */
        INDEX_MISSING
    }

    /** Has the server plan a chunk, in the session's open transaction. It walks by the key, whatever {@code via} says. */
    public static PlannedWalk of(
            Session session, Dialect dialect, JobDefinition definition, Table table, Backfills backfills)
            throws SQLException {
        Identifier via = definition.via();
        ChunkSql sql = dialect.chunks(table, via);
        Key first = sql.upperBound(session, KeyRange.ALL, ROWS);
        Key second = first == null ? null : sql.upperBound(session, KeyRange.ALL.beyond(first), ROWS);
        PlanSeen seen =
                sql.explain(session, new KeyRange(first, second), backfills.condition(), backfills.assignments(), null);
        if (via != null && !dialect.hasIndex(session, table, via)) {
            return new PlannedWalk(
                    seen,
                    Way.INDEX_MISSING,
                    "index '" + via
                            + "', which the job's 'via' names, is not there or not valid; make it again, then resume");
        }
        if (seen.byIndex()) {
            return new PlannedWalk(seen, Way.BY_INDEX, null);
        }
        if (table.rowEstimate() < PlanSeen.SMALL_TABLE) {
            return new PlannedWalk(seen, Way.WHOLE_TABLE, null);
        }
        return new PlannedWalk(
                seen,
                Way.READS_TOO_MUCH,
                "the server would not walk " + table.name() + " by index "
                        + table.keyset().index() + ", but like this: " + seen.text());
    }
}
