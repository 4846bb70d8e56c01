package io.steadfill.run.work;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** When this process goes down, tells its runs to stop after the chunk in flight, and waits for their ends to be stored. First of all to stop. */
final class Shutdown implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Leases leases;
    private volatile boolean running;

    Shutdown(Leases leases) {
        this.leases = leases;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        leases.stopAll();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!leases.isEmpty() && System.nanoTime() < until) {
            try {
                Thread.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
