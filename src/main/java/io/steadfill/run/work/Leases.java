package io.steadfill.run.work;

import io.steadfill.chunk.Gate;
import io.steadfill.control.Control;
import io.steadfill.definition.Limits;
import io.steadfill.run.record.TuningStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Keeps this process' leases alive from a thread of its own, and reads from another what operators say. While the control database is away
 * the last word holds: the fence in the target, not the lease, is what keeps two workers apart.
 */
final class Leases implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final Duration READ_EVERY = Duration.ofMillis(400);

    private final Control control;
    private final TuningStore tunings;
    private final Duration heartbeat;
    private final Set<HeldLease> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService renewing = thread("steadfill-lease");
    private final ScheduledExecutorService reading = thread("steadfill-gate");
    private volatile boolean started;
    private volatile boolean away;
    private volatile boolean stopping;

    Leases(Control control, TuningStore tunings, Duration heartbeat) {
        this.control = control;
        this.tunings = tunings;
        this.heartbeat = heartbeat;
    }

    /** Looks after a lease that has just been taken, until {@link #release}. */
    void hold(HeldLease lease) {
        read(lease);
        held.add(lease);
        if (stopping) {
            lease.stop();
        }
        start();
    }

    void release(HeldLease lease) {
        held.remove(lease);
    }

    // Each step catches whatever it meets, so the futures have nothing to tell.
    @SuppressWarnings("FutureReturnValueIgnored")
    private synchronized void start() {
        if (!started) {
            started = true;
            long beat = heartbeat.toMillis();
            renewing.scheduleWithFixedDelay(() -> each(this::renew), beat, beat, TimeUnit.MILLISECONDS);
            long look = Math.min(READ_EVERY.toMillis(), beat);
            reading.scheduleWithFixedDelay(() -> each(this::read), look, look, TimeUnit.MILLISECONDS);
        }
    }

    private void each(Consumer<HeldLease> step) {
        for (HeldLease lease : held) {
            try {
                step.accept(lease);
                away = false;
            } catch (DataAccessException | TransactionException e) {
                if (!away) {
                    LOG.warn("the control database cannot be asked, the last word holds: {}", e.getMessage());
                }
                away = true;
            } catch (RuntimeException e) {
                LOG.error("lease of run {} not looked after", lease.runId(), e);
            }
        }
    }

    /** Whoever stores an end lives, however long his last beat is past; a lease that is another's by now is lost. */
    void beat(HeldLease lease) {
        renew(lease);
    }

    private void renew(HeldLease lease) {
        int rows = control.leases()
                .sql("""
                update steadfill_control_run set heartbeat_at = current_timestamp(6), progress = :progress
                where run_id = :run and owner = :owner and lease_version = :version
                """)
                .param("progress", lease.journal().text())
                .param("run", lease.runId())
                .param("owner", lease.owner())
                .param("version", lease.version())
                .update();
        // A run whose end has just been stored has no owner any more.
        if (rows == 0 && !lease.isSettled()) {
            LOG.warn("run {} was taken over by another process", lease.runId());
            lease.lose();
        }
    }

    /** Asks now what operators say. */
    void read(HeldLease lease) {
        lease.look();
        Limits limits = tunings.applyTo(lease.runId(), lease.pinned());
        control.leases()
                .sql("""
                select r.word, case when r.owner = :owner and r.lease_version = :version then 1 else 0 end as ours,
                    (select count(*) from steadfill_control_hold h where h.run_id = r.run_id
                        and (h.expires_at is null or h.expires_at > current_timestamp(6))) as holds
                from steadfill_control_run r where r.run_id = :run
                """)
                .param("run", lease.runId())
                .param("owner", lease.owner())
                .param("version", lease.version())
                .query((row, n) -> {
                    if (row.getInt("ours") == 0 && !lease.isSettled()) {
                        lease.lose();
                    }
                    Gate.Word word = Gate.Word.valueOf(row.getString("word"));
                    boolean hold = row.getLong("holds") > 0;
                    lease.heard(word == Gate.Word.GO && hold ? Gate.Word.PAUSE : word, limits);
                    return lease;
                })
                .optional();
    }

    /** Tells every run of this process to stop after the chunk in flight; for ever. */
    void stopAll() {
        stopping = true;
        held.forEach(HeldLease::stop);
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    @Override
    public void close() {
        renewing.shutdownNow();
        reading.shutdownNow();
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
