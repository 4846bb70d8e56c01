package io.steadfill.metrics.meter;

import io.steadfill.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Reads what gauges show every few seconds, from a thread of its own: neither a scrape nor the number of runs costs a query. */
final class GaugeReader implements SmartLifecycle {

    /** Schedules change slowly. */
    private static final int NIGHTS_EACH = 6;

    private static final Logger LOG = LoggerFactory.getLogger(GaugeReader.class);

    private final FleetMeters fleet;
    private final DatabaseMeters databases;
    private final NightMeters nights;
    private final NodeMeters nodes;
    private final ChunkMeters chunks;
    private final Duration period;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread reader = new Thread(work, "steadfill-metrics");
        reader.setDaemon(true);
        return reader;
    });
    private volatile boolean running;
    private boolean away;
    private int rounds;

    GaugeReader(
            FleetMeters fleet,
            DatabaseMeters databases,
            NightMeters nights,
            NodeMeters nodes,
            ChunkMeters chunks,
            Duration period) {
        this.fleet = fleet;
        this.databases = databases;
        this.nights = nights;
        this.nodes = nodes;
        this.chunks = chunks;
        this.period = period;
    }

    // Each round catches whatever it meets, so the future has nothing to tell.
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public void start() {
        running = true;
        // The embedded server's tables are made just after the start.
        thread.scheduleWithFixedDelay(this::round, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            databases.read();
            chunks.forgetAllBut(fleet.read());
            nodes.read();
            if (rounds++ % NIGHTS_EACH == 0) {
                nights.read();
            }
            away = false;
        } catch (ProblemException | DataAccessException | TransactionException e) {
            fleet.away();
            nodes.away();
            nights.away();
            rounds = 0;
            if (!away) {
                LOG.warn("the control database cannot be asked, run metrics are gone meanwhile: {}", e.getMessage());
            }
            away = true;
        } catch (RuntimeException e) {
            LOG.error("metrics were not read", e);
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
