package io.steadfill.cluster.task;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control database's time, carried on between two questions by a clock that only counts. What time this machine believes it is is never
 * asked: a node whose clock runs ahead would take the living for dead.
 */
public final class ControlClock implements Clock {

    private static final Logger LOG = LoggerFactory.getLogger(ControlClock.class);
    private static final Duration JUMP = Duration.ofSeconds(1);
    private static final long SLOW_NANOS = Duration.ofMillis(500).toNanos();

    private record Fix(Instant at, long nanos) {}

    private final Supplier<Instant> database;
    private final LongSupplier nanos;
    private volatile @Nullable Fix fix;

    /** @param nanos a {@link System#nanoTime} */
    ControlClock(Supplier<Instant> database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
    }

    /** Asks the database. An answer that took long is believed only where there is no better one. */
    public void measure() {
        long asked = nanos.getAsLong();
        Instant there = database.get();
        long took = nanos.getAsLong() - asked;
        if (fix != null && took > SLOW_NANOS) {
            return;
        }
        Fix measured = new Fix(there, asked + took / 2);
        if (fix != null) {
            Duration jump = Duration.between(now(), at(measured)).abs();
            if (jump.compareTo(JUMP) > 0) {
                LOG.warn("the control database's clock jumped by {}; leases follow it", jump);
            }
        }
        fix = measured;
    }

    @Override
    public Instant now() {
        if (fix == null) {
            measure();
        }
        return at(Objects.requireNonNull(fix));
    }

    private Instant at(Fix known) {
        return known.at().plusNanos(nanos.getAsLong() - known.nanos());
    }
}
