package io.steadfill.database.vitals;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a server, as itself or its primary tells.
 *
 * @param name stays the same when the standby connects anew
 * @param replayed how far it has replayed; null where that cannot be compared with the primary's log
 * @param behind the age of what it replayed last; on an idle PostgreSQL primary this grows although nothing is missing; null where unknown
 * @param stopped why nothing is replayed, such as {@code replay is paused}; null while it replays
 */
public record Standby(
        String name,
        @Nullable LogPosition replayed,
        @Nullable Duration behind,
        @Nullable String stopped) {}
