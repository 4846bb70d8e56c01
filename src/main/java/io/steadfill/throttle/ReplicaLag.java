package io.steadfill.throttle;

import io.steadfill.database.Session;
import io.steadfill.database.vitals.LogPosition;
import io.steadfill.database.vitals.Standby;
import io.steadfill.database.vitals.StandbysSeen;
import io.steadfill.database.vitals.Vitals;
import io.steadfill.definition.Limits;
import io.steadfill.throttle.sampling.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits while a replica is too far behind. A replica that is configured, or was seen with a replay position, and then cannot be read counts as
 * too far behind.
 */
final class ReplicaLag implements Throttle {

    static final String SIGNAL = "replica-lag";

    private final Vitals vitals;
    private final LongSupplier nanos;
    private final LogHistory history = new LogHistory();
    private final Map<String, SeenReplica> replicas = new LinkedHashMap<>();
    private Duration limit;
    private long primaryReadAt;
    private boolean hidden;

    /** @param configured the names of replicas that must be read */
    ReplicaLag(Vitals vitals, List<String> configured, Limits limits, LongSupplier nanos) {
        this.vitals = vitals;
        this.nanos = nanos;
        this.limit = limits.replicaLag();
        this.primaryReadAt = nanos.getAsLong();
        configured.forEach(name -> replicas.put(name, new SeenReplica("replica " + name)));
    }

    /** What the primary tells: its own position and the standbys it knows. */
    Reading primary() {
        return new Reading() {
            @Override
            public void read(Session session) {
                // The position first: a standby read later is then never taken for one that is behind.
                Optional<LogPosition> written = vitals.written(session);
                sawPrimary(written, vitals.standbys(session));
            }

            @Override
            public void denied() {
                primaryDenied();
            }

            @Override
            public void failed(String why) {
                // The age of the last reading tells.
            }
        };
    }

    /** What a configured replica tells about itself. */
    Reading replica(String name) {
        return new Reading() {
            @Override
            public void read(Session session) {
                Optional<Standby> standby = vitals.standby(session, name);
                if (standby.isPresent()) {
                    sawReplica(name, standby.get());
                } else {
                    failed("this server is no replica, correct the configured replicas");
                }
            }

            @Override
            public void denied() {
                failed("our role may not read it, " + vitals.grantNeeded());
            }

            @Override
            public void failed(String why) {
                missedReplica(name, why);
            }
        };
    }

    synchronized void sawPrimary(Optional<LogPosition> written, StandbysSeen seen) {
        long now = nanos.getAsLong();
        primaryReadAt = now;
        hidden = seen.hidden();
        written.ifPresent(position -> history.add(position, now));
        for (Standby standby : seen.standbys()) {
            replicas.computeIfAbsent("standby " + standby.name(), SeenReplica::new)
                    .saw(standby, history, now);
        }
    }

    synchronized void sawReplica(String name, Standby standby) {
        known(name).saw(standby, history, nanos.getAsLong());
    }

    private synchronized void missedReplica(String name, String why) {
        known(name).missed(why);
    }

    private synchronized void primaryDenied() {
        primaryReadAt = nanos.getAsLong();
        hidden = true;
    }

    private SeenReplica known(String name) {
        return replicas.computeIfAbsent(name, n -> new SeenReplica("replica " + n));
    }

    /** The greatest lag that was read lately; null where none was. */
    synchronized @Nullable Duration greatest() {
        long now = nanos.getAsLong();
        Duration greatest = null;
        for (SeenReplica replica : replicas.values()) {
            Duration lag = replica.lag(now);
            if (lag != null && (greatest == null || lag.compareTo(greatest) > 0)) {
                greatest = lag;
            }
        }
        return greatest;
    }

    @Override
    public synchronized Verdict verdict() {
        List<Verdict.Reason> reasons = new ArrayList<>();
        for (SignalStatus status : statuses()) {
            if (status.state() == SignalStatus.State.WAIT) {
                reasons.add(new Verdict.Reason(SIGNAL, status.says()));
            }
        }
        return reasons.isEmpty() ? Verdict.GO : new Verdict(reasons);
    }

    @Override
    public synchronized void tune(Limits limits) {
        limit = limits.replicaLag();
    }

    @Override
    public synchronized List<SignalStatus> signals() {
        return statuses();
    }

    private List<SignalStatus> statuses() {
        long now = nanos.getAsLong();
        List<SignalStatus> statuses = new ArrayList<>();
        replicas.values().forEach(replica -> statuses.add(replica.status(now, limit)));
        Duration primaryAge = Duration.ofNanos(now - primaryReadAt);
        if (!replicas.isEmpty() && primaryAge.compareTo(Throttles.STALE) > 0) {
            statuses.add(status(
                    SignalStatus.State.WAIT,
                    "the primary's log position could not be read for " + TimeText.of(primaryAge)));
        }
        offReason().ifPresent(why -> statuses.add(status(SignalStatus.State.OFF, why)));
        return statuses;
    }

    private Optional<String> offReason() {
        if (hidden) {
            return Optional.of("our role may not see the standbys: " + vitals.grantNeeded()
                    + ", or name the replicas in the configuration");
        }
        return replicas.isEmpty()
                ? Optional.of("no replica is named in the configuration and the server shows none")
                : Optional.empty();
    }

    private static SignalStatus status(SignalStatus.State state, @Nullable String says) {
        return new SignalStatus(SIGNAL, state, String.valueOf(says));
    }
}
