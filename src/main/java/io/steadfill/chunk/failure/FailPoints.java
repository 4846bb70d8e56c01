package io.steadfill.chunk.failure;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Named points at which a test makes the process die. Off unless the system property {@code steadfill.fail-point} says
 * {@code NAME:ARRIVAL:halt} (ends the JVM at once) or {@code NAME:ARRIVAL:park} (says so on standard error and stands still, for a kill
 * from outside), or {@code NAME:ARRIVAL:nap} (says so and goes on after three seconds).
 */
public final class FailPoints {

    private static final long NAP_NANOS = 3_000_000_000L;

    private final @Nullable String name;
    private final int arrival;
    private final String action;
    private final AtomicInteger arrivals = new AtomicInteger();

    /** @param text the property's value; null switches all points off */
    public FailPoints(@Nullable String text) {
        String[] parts = text == null ? new String[0] : text.split(":");
        this.name = parts.length == 3 ? parts[0] : null;
        this.arrival = parts.length == 3 ? Integer.parseInt(parts[1]) : 0;
        this.action = parts.length == 3 ? parts[2] : "";
    }

    /** The points as this process was told. */
    public static FailPoints ofProcess() {
        return new FailPoints(System.getProperty("steadfill.fail-point"));
    }

    public void reach(String point) {
        if (!point.equals(name) || arrivals.incrementAndGet() != arrival) {
            return;
        }
        if (action.equals("halt")) {
            Runtime.getRuntime().halt(9);
        }
        System.err.println("reached " + point);
        long end = System.nanoTime() + NAP_NANOS;
        while (action.equals("park") || System.nanoTime() < end) {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }
}
