package io.steadfill.throttle;

import io.steadfill.database.Database;
import io.steadfill.database.Replica;
import io.steadfill.database.Vitals;
import io.steadfill.definition.Limits;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Makes the throttle of a run. */
public final class Throttles {

    /** What was read longer ago counts as unknown, and so as too much. */
    static final Duration STALE = Duration.ofSeconds(15);

    /** How often servers are asked. */
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<ReplicaLag, String> watched = new ConcurrentHashMap<>();

    /** @param nanos a {@link System#nanoTime}, for durations */
    public Throttles(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Watches a database's replicas and the sessions that wait for us, from now until the throttle is closed. Each server is asked by a thread
     * of its own, so that one that hangs hides no other.
     */
    public TimeLost forRun(Database database, Limits limits) {
        Vitals vitals = Vitals.of(database.dialect().vendor());
        ReplicaLag lag = new ReplicaLag(
                vitals, database.replicas().stream().map(Replica::where).toList(), limits, nanos);
        LockWaiters waiters = new LockWaiters(vitals, limits, nanos);
        List<Sampler> samplers = new ArrayList<>();
        samplers.add(new Sampler(
                database.name(),
                () -> database.open(Database.Purpose.BOOKKEEPING),
                List.of(lag.primary(), waiters),
                PERIOD));
        for (Replica replica : database.replicas()) {
            samplers.add(new Sampler(replica.where(), replica::open, List.of(lag.replica(replica.where())), PERIOD));
        }
        samplers.forEach(Sampler::start);
        watched.put(lag, database.name());
        return new TimeLost(new AllOf(List.of(lag, waiters)), clock, nanos) {
            @Override
            public void close() {
                watched.remove(lag);
                samplers.forEach(Sampler::close);
            }
        };
    }

    /** The greatest replica lag that was read lately, by the name of the database; only of those that a run is worked on now. */
    public Map<String, Duration> replicaLags() {
        Map<String, Duration> lags = new TreeMap<>();
        watched.forEach((lag, database) -> {
            Duration greatest = lag.greatest();
            if (greatest != null) {
                lags.merge(database, greatest, (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        });
        return lags;
    }
}
