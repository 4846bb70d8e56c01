package io.steadfill.chunk.failure;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.PlanSeen;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the server no longer walks by the index, because somebody dropped it: then each chunk reads the whole table, however few rows
 * it takes. Asks the server for its plan only when chunks of few rows take long, and seldom. Used by one thread.
 */
public final class IndexWatch {

    /** What chunks come down to when their time does not depend on their rows. */
    private static final int FEW_ROWS = 16;

    /** A chunk that takes so many times what it should. */
    private static final int TIMES_TOO_LONG = 3;

    private static final long ASK_EVERY_NANOS = Duration.ofSeconds(20).toNanos();

    private final Dialect dialect;
    private final Table table;
    private final ChunkSql sql;
    private final Fragment condition;
    private final @Nullable Identifier via;
    private final LongSupplier nanos;
    private long askAt;
    private boolean asked;

    /**
     * Watches the walk of one worker.
     *
     * @param via the index that the job names; null where the walk is over the key
     */
    public IndexWatch(
            Dialect dialect,
            Table table,
            ChunkSql sql,
            Fragment condition,
            @Nullable Identifier via,
            LongSupplier nanos) {
        this.dialect = dialect;
        this.table = table;
        this.sql = sql;
        this.condition = condition;
        this.via = via;
        this.nanos = nanos;
    }

    /**
     * Whether the index is lost, as far as the last chunk gives reason to ask.
     *
     * @param session without a transaction
     * @param rest what is left to walk
     * @param rows that the chunk was to take
     * @param took the chunk's statements
     * @param aim what they should take
     */
    public boolean isLost(Session session, KeyRange rest, int rows, Duration took, Duration aim) throws SQLException {
        boolean slow = rows <= FEW_ROWS && took.compareTo(aim.multipliedBy(TIMES_TOO_LONG)) > 0;
        if (!slow || table.rowEstimate() < PlanSeen.SMALL_TABLE || !isTimeToAsk()) {
            return false;
        }
        session.begin(TransactionSettings.READING);
        try {
            if (via != null && !dialect.hasIndex(session, table, via)) {
                return true;
            }
            // Which of two indexes the server prefers for so few rows is its own affair.
            Key next = sql.upperBound(session, rest, FEW_ROWS);
            KeyRange range = next == null ? rest : rest.upTo(next);
            return !sql.explain(session, range, condition, Map.of(), null).byIndex();
        } finally {
            session.rollback();
        }
    }

    private boolean isTimeToAsk() {
        long now = nanos.getAsLong();
        if (asked && now - askAt < 0) {
            return false;
        }
        asked = true;
        askAt = now + ASK_EVERY_NANOS;
        return true;
    }
}
