package io.steadfill.notice;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every other second for what is to be told, and every minute for runs that do not move; neither waits for the other. */
final class NoticeThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeThread.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration STALLS_EVERY = Duration.ofMinutes(1);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, work -> {
        Thread made = new Thread(work, "steadfill-notices");
        made.setDaemon(true);
        return made;
    });

    // Each step catches whatever it meets, so the futures have nothing to tell.
    @SuppressWarnings("FutureReturnValueIgnored")
    NoticeThread(Notices notices, Stalls stalls) {
        if (!notices.names().isEmpty()) {
            threads.scheduleWithFixedDelay(
                    () -> step(notices::pass), LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            threads.scheduleWithFixedDelay(
                    () -> step(stalls::look), STALLS_EVERY.toMillis(), STALLS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void step(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("notices could not be looked after; they are again soon: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
