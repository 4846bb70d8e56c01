package io.steadfill.throttle;

import io.steadfill.database.Session;
import io.steadfill.database.vitals.Vitals;
import io.steadfill.definition.Limits;
import io.steadfill.throttle.sampling.Reading;
import io.steadfill.throttle.sampling.Trip;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Waits while too many sessions wait for locks that ours hold. */
final class LockWaiters implements Throttle, Reading {

    static final String SIGNAL = "lock-waiters";

    private final Vitals vitals;
    private final LongSupplier nanos;
    private final Trip trip = new Trip();
    private int limit;
    private int waiting;
    private long readAt;
    private boolean denied;
    private @Nullable String trouble;

    LockWaiters(Vitals vitals, Limits limits, LongSupplier nanos) {
        this.vitals = vitals;
        this.limit = limits.lockWaiters();
        this.nanos = nanos;
        this.readAt = nanos.getAsLong();
    }

    @Override
    public void read(Session session) {
        saw(vitals.waitingForUs(session));
    }

    synchronized void saw(int sessions) {
        waiting = sessions;
        readAt = nanos.getAsLong();
        denied = false;
        trouble = null;
    }

    @Override
    public synchronized void denied() {
        denied = true;
    }

    @Override
    public synchronized void failed(String why) {
        trouble = why;
    }

    @Override
    public synchronized Verdict verdict() {
        SignalStatus status = status();
        return status.state() == SignalStatus.State.WAIT
                ? new Verdict(List.of(new Verdict.Reason(SIGNAL, status.says())))
                : Verdict.GO;
    }

    @Override
    public synchronized void tune(Limits limits) {
        limit = limits.lockWaiters();
    }

    @Override
    public synchronized List<SignalStatus> signals() {
        return List.of(status());
    }

    private SignalStatus status() {
        if (denied) {
            return new SignalStatus(
                    SIGNAL, SignalStatus.State.OFF, "our role may not see lock waits: " + vitals.grantNeeded());
        }
        Duration age = Duration.ofNanos(nanos.getAsLong() - readAt);
        if (age.compareTo(Throttles.STALE) > 0) {
            return new SignalStatus(
                    SIGNAL,
                    SignalStatus.State.WAIT,
                    "lock waits could not be read for " + TimeText.of(age) + (trouble == null ? "" : ": " + trouble));
        }
        String says = waiting + (waiting == 1 ? " session waits" : " sessions wait") + " for us, limit " + limit;
        return new SignalStatus(
                SIGNAL, trip.isTrippedBy(waiting, limit) ? SignalStatus.State.WAIT : SignalStatus.State.GO, says);
    }
}
