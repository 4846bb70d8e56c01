package io.steadfill.cluster.task;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener.SchedulerEventType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Says whether a look for the dead may be believed. After an outage of the control database every heartbeat is old, and so it is for a node
 * that was frozen itself: a look that comes long after the last one declines, and the living have renewed theirs by the next.
 */
final class DeadWatch extends AbstractSchedulerListener {

    private static final int GAP_BEATS_MAX = 3;
    private static final long NEVER = Long.MIN_VALUE;

    private final Duration heartbeat;
    private final LongSupplier nanos;
    private final AtomicLong lastLook = new AtomicLong(NEVER);
    private final AtomicLong declined = new AtomicLong();

    DeadWatch(Duration heartbeat, LongSupplier nanos) {
        this.heartbeat = heartbeat;
        this.nanos = nanos;
    }

    // Comes after the handlers of what the look found.
    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
        if (type == SchedulerEventType.RAN_DETECT_DEAD) {
            lastLook.set(nanos.getAsLong());
        }
    }

    /** Whether what is found dead now is dead. */
    boolean believes() {
        long last = lastLook.get();
        boolean fresh = last != NEVER
                && nanos.getAsLong() - last
                        <= heartbeat.multipliedBy(GAP_BEATS_MAX).toNanos();
        if (!fresh) {
            declined.incrementAndGet();
        }
        return fresh;
    }

    /** How often it was not believed. */
    long declined() {
        return declined.get();
    }
}
