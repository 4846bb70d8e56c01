package io.steadfill.chunk;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Named points at which a test makes the process die. Off unless the system property {@code steadfill.fail-point} says
 * {@code NAME:ARRIVAL:halt} (ends the JVM at once) or {@code NAME:ARRIVAL:park} (says so on standard error and stands still, for a kill
 * from outside).
 */
public final class FailPoints {

    private final @Nullable String name;
    private final int arrival;
    private final boolean parks;
    private final AtomicInteger arrivals = new AtomicInteger();

    /** @param text the property's value; null switches all points off */
    public FailPoints(@Nullable String text) {
        String[] parts = text == null ? new String[0] : text.split(":");
        this.name = parts.length == 3 ? parts[0] : null;
        this.arrival = parts.length == 3 ? Integer.parseInt(parts[1]) : 0;
        this.parks = parts.length == 3 && parts[2].equals("park");
    }

    /** The points as this process was told. */
    public static FailPoints ofProcess() {
        return new FailPoints(System.getProperty("steadfill.fail-point"));
    }

    public void reach(String point) {
        if (!point.equals(name) || arrivals.incrementAndGet() != arrival) {
            return;
        }
        if (!parks) {
            Runtime.getRuntime().halt(9);
        }
        System.err.println("reached " + point);
        while (true) {
            java.util.concurrent.locks.LockSupport.parkNanos(Long.MAX_VALUE);
        }
    }
}
