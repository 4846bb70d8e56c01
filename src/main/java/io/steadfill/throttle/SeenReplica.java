package io.steadfill.throttle;

import io.steadfill.database.vitals.Standby;
import io.steadfill.throttle.sampling.Trip;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One replica: what was read last, when, and what that means for the run. */
final class SeenReplica {

    private final String title;
    private final Trip trip = new Trip();
    private boolean read;
    private long readAt;
    private Duration lag = Duration.ZERO;
    private @Nullable String stopped;
    private @Nullable String trouble;

    SeenReplica(String title) {
        this.title = title;
    }

    void saw(Standby standby, LogHistory history, long now) {
        read = true;
        readAt = now;
        lag = lag(standby, history, now);
        stopped = standby.stopped();
        trouble = null;
    }

    void missed(String why) {
        trouble = why;
    }

    /** By position where the history reaches back to it, because the age of what was replayed last also grows while nothing happens. */
    private static Duration lag(Standby standby, LogHistory history, long now) {
        Duration told = standby.behind() == null ? Duration.ZERO : standby.behind();
        if (standby.replayed() == null) {
            return told;
        }
        return history.age(standby.replayed(), now)
                .map(age -> age.exact() || told.compareTo(age.time()) < 0 ? age.time() : told)
                .orElse(told);
    }

    /** The lag that was read last; null where none was read in time. */
    @Nullable
    Duration lag(long now) {
        return unread(now) == null ? lag : null;
    }

    SignalStatus status(long now, Duration limit) {
        String reason = unread(now);
        if (reason == null && stopped != null) {
            reason = title + " is behind: " + stopped;
        }
        if (reason != null) {
            return new SignalStatus(ReplicaLag.SIGNAL, SignalStatus.State.WAIT, reason);
        }
        boolean tripped = trip.isTrippedBy(lag.toMillis(), limit.toMillis());
        return new SignalStatus(
                ReplicaLag.SIGNAL,
                tripped ? SignalStatus.State.WAIT : SignalStatus.State.GO,
                title + " is " + TimeText.of(lag) + " behind, limit " + TimeText.of(limit));
    }

    private @Nullable String unread(long now) {
        String why = trouble == null ? "" : ": " + trouble;
        if (!read) {
            return title + " has not been read yet" + why;
        }
        Duration age = Duration.ofNanos(now - readAt);
        return age.compareTo(Throttles.STALE) > 0
                ? title + " could not be read for " + TimeText.of(age) + why
                        + "; bring it back, or pause and resume the run if it was taken out of service"
                : null;
    }
}
