package io.steadfill.run.status;

import io.steadfill.run.life.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs somebody wants to see; null asks for all.
 *
 * @param since launched at this time or later
 * @param after the run after which the page begins, the newest first; null for the first page
 * @param limit of a page, from 1 to 200
 */
public record RunQuery(
        @Nullable String job,
        @Nullable String database,
        @Nullable RunState state,
        @Nullable Instant since,
        @Nullable String after,
        int limit) {

    /** The largest page. */
    public static final int LIMIT_MAX = 200;

    public RunQuery {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit is from 1 to " + LIMIT_MAX + ", not " + limit);
        }
    }

    /** The newest runs, whatever they are. */
    public static RunQuery newest(int limit) {
        return new RunQuery(null, null, null, null, null, limit);
    }

    /** The same from another place on. */
    public RunQuery from(@Nullable String cursor) {
        return new RunQuery(job, database, state, since, cursor, limit);
    }
}
