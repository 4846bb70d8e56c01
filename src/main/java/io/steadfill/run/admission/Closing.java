package io.steadfill.run.admission;

import io.steadfill.control.DatabaseTime;
import io.steadfill.definition.calendar.Hours;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When a run's open hours end: by the control database's clock, told forward by this machine's monotonic one between two looks, so that the edge
 * is met also while the control database is away.
 */
public final class Closing {

    private final @Nullable Hours hours;
    private final DatabaseTime time;
    private final LongSupplier nanos;
    private volatile @Nullable Long edge;

    /** @param hours null where nothing ends the work */
    public Closing(@Nullable Hours hours, DatabaseTime time, LongSupplier nanos) {
        this.hours = hours;
        this.time = time;
        this.nanos = nanos;
    }

    static Closing never() {
        return new Closing(null, () -> Instant.EPOCH, () -> 0);
    }

    /** Asks the control database what time it is. */
    public void look() {
        if (hours == null) {
            return;
        }
        long asked = nanos.getAsLong();
        Instant now = time.now();
        Hours.Stretch stretch = hours.stretch(now);
        boolean ends = stretch.contains(now) && !stretch.to().equals(Instant.MAX);
        // From before the question: a slow answer makes the edge seem nearer, never farther.
        edge = ends
                ? Long.valueOf(asked + Duration.between(now, stretch.to()).toNanos())
                : stretch.contains(now) ? null : Long.valueOf(asked);
    }

    /** Whether a chunk that takes this long might not end before the edge. */
    public boolean isWithin(Duration chunk) {
        Long at = edge;
        return at != null && nanos.getAsLong() + chunk.toNanos() >= at;
    }
}
