package io.steadfill.run.work;

import io.steadfill.run.record.RunRow;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a run's lease until it is clear whether its owner lives. An old heartbeat alone says nothing: after an outage of the control
 * database every heartbeat is old, and the owners that live renew theirs within two beats.
 */
final class OwnerWatch {

    /** What the looks so far say. */
    enum Finding {
        FREE,
        ALIVE,
        /** Look again. */
        UNKNOWN
    }

    private final LongSupplier nanos;
    private final Duration patience;
    private @Nullable String seen;
    private long since;

    /** @param patience how long a heartbeat that is old must have been seen unchanged */
    OwnerWatch(LongSupplier nanos, Duration patience) {
        this.nanos = nanos;
        this.patience = patience;
    }

    Finding look(RunRow row) {
        if (row.owner() == null) {
            return Finding.FREE;
        }
        String now = row.owner() + "/" + row.leaseVersion() + "/" + row.heartbeat();
        if (seen == null) {
            seen = now;
            since = nanos.getAsLong();
            return Finding.UNKNOWN;
        }
        if (!Objects.equals(seen, now)) {
            return Finding.ALIVE;
        }
        boolean longEnough = nanos.getAsLong() - since >= patience.toNanos();
        return !row.alive() && longEnough ? Finding.FREE : Finding.UNKNOWN;
    }
}
