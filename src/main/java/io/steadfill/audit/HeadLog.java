package io.steadfill.audit;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Writes the newest entry's hash to the log, at the start and every day: who keeps the log can show that nothing was cut off. */
final class HeadLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeadLog.class);

    private final AuditTrail trail;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private final Future<?> writing;
    private @Nullable LocalDate written;

    HeadLog(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
        CustomizableThreadFactory threads = new CustomizableThreadFactory("audit-head-");
        threads.setDaemon(true);
        this.thread = Executors.newSingleThreadScheduledExecutor(threads);
        this.writing = thread.scheduleWithFixedDelay(this::write, 5, 60, TimeUnit.SECONDS);
    }

    private void write() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (today.equals(written)) {
            return;
        }
        try {
            LOG.info("audit head {}", trail.head());
            written = today;
        } catch (RuntimeException e) {
            // The control database is away, or has no tables yet: a minute later it is asked again.
            LOG.debug("the audit head cannot be read", e);
        }
    }

    @Override
    public void close() {
        writing.cancel(true);
        thread.shutdownNow();
    }
}
