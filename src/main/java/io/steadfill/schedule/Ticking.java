package io.steadfill.schedule;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has this node look at the schedules every fifteen seconds. */
final class Ticking implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Ticking.class);
    private static final long EVERY_SECONDS = 15;

    private final Runnable tick;
    private volatile boolean running;
    private ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Ticking::daemon);

    Ticking(Runnable tick) {
        this.tick = tick;
    }

    @Override
    // Each tick catches whatever it meets, so the future has nothing to tell.
    @SuppressWarnings("FutureReturnValueIgnored")
    public void start() {
        running = true;
        if (thread.isShutdown()) {
            thread = Executors.newSingleThreadScheduledExecutor(Ticking::daemon);
        }
        thread.scheduleWithFixedDelay(this::once, 1, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void once() {
        try {
            tick.run();
        } catch (RuntimeException e) {
            LOG.warn("the schedules cannot be looked at now: {}", e.getMessage());
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdown();
        try {
            // A launch under way is a transaction: it is over soon, or rolled back.
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "steadfill-schedules");
        thread.setDaemon(true);
        return thread;
    }
}
