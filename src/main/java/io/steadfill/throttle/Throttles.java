package io.steadfill.throttle;

import io.steadfill.database.Database;
import io.steadfill.database.Replica;
import io.steadfill.database.vitals.Vitals;
import io.steadfill.definition.Limits;
import io.steadfill.throttle.sampling.Sampler;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<Signals, String> watched = new ConcurrentHashMap<>();

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
        Signals signals = signals(database, limits);
        signals.samplers().forEach(Sampler::start);
        watched.put(signals, database.name());
        return new TimeLost(signals.throttle(), clock, nanos) {
            @Override
            public void close() {
                watched.remove(signals);
                signals.samplers().forEach(Sampler::close);
            }
        };
    }

    /**
     * What each signal of a database reads now: of a run that is worked on there by this process, else by one look at each server, which tells
     * of a replica only whether it is behind.
     *
     * @param limits for the look
     */
    public List<SignalStatus> look(Database database, Limits limits) {
        Optional<Signals> live = watched.entrySet().stream()
                .filter(entry -> entry.getValue().equals(database.name()))
                .map(Map.Entry::getKey)
                .findFirst();
        if (live.isPresent()) {
            return live.get().throttle().signals();
        }
        Signals signals = signals(database, limits);
        signals.samplers().forEach(Sampler::sample);
        return signals.throttle().signals();
    }

    private record Signals(ReplicaLag lag, Throttle throttle, List<Sampler> samplers) {}

    private Signals signals(Database database, Limits limits) {
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
        return new Signals(lag, new AllOf(List.of(lag, waiters)), samplers);
    }

    /** The greatest replica lag that was read lately, by the name of the database; only of those that a run is worked on now. */
    public Map<String, Duration> replicaLags() {
        Map<String, Duration> lags = new TreeMap<>();
        watched.forEach((signals, database) -> {
            Duration greatest = signals.lag().greatest();
            if (greatest != null) {
                lags.merge(database, greatest, (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        });
        return lags;
    }
}
