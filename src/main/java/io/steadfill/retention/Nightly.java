package io.steadfill.retention;

import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has one node let go of what is old, once a night after two o'clock UTC; a night that was missed is made up for. */
final class Nightly implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Nightly.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(5);
    private static final int HOUR = 2;

    private final Control control;
    private final DatabaseTime time;
    private final Retention retention;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "steadfill-retention");
        made.setDaemon(true);
        return made;
    });

    // Each step catches whatever it meets, so the future has nothing to tell.
    @SuppressWarnings("FutureReturnValueIgnored")
    Nightly(Control control, DatabaseTime time, Retention retention) {
        this.control = control;
        this.time = time;
        this.retention = retention;
        thread.scheduleWithFixedDelay(this::look, 1, LOOK_EVERY.toMinutes(), TimeUnit.MINUTES);
    }

    private void look() {
        try {
            if (take(time.now())) {
                LOG.info("retention let go of {}", retention.sweep());
            }
        } catch (RuntimeException e) {
            LOG.warn("retention could not finish; it goes on next night: {}", e.getMessage());
        }
    }

    /** Whether this night is ours: one statement, so that of several nodes one gets it. */
    boolean take(Instant now) {
        Instant night = now.atOffset(ZoneOffset.UTC)
                .minusHours(HOUR)
                .toLocalDate()
                .atStartOfDay()
                .plusHours(HOUR)
                .toInstant(ZoneOffset.UTC);
        return control.client()
                        .sql("update steadfill_control_retention set night = :night where night < :night")
                        .param("night", night.getEpochSecond())
                        .update()
                == 1;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
