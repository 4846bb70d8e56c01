package io.steadfill.run.story;

import io.steadfill.chunk.ChunkListener;
import io.steadfill.control.Control;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/** How long each signal held each run up, minute by minute. Noted in memory, and written every few seconds from a thread of its own. */
public final class WaitLog implements ChunkListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WaitLog.class);
    private static final Duration WRITE_EVERY = Duration.ofSeconds(5);
    private static final int SAYS_MAX = 500;
    private static final long MINUTE = 60;

    /**
     * A minute in which a signal held a run up.
     *
     * @param lostMillis of all its workers together, so that it may be more than a minute
     * @param says what the signal said last
     */
    public record Waited(Instant minute, String signal, long lostMillis, String says) {}

    private record Cause(String runId, String signal) {}

    private record Lost(long millis, String says) {

        Lost plus(Lost later) {
            return new Lost(millis + later.millis, later.says);
        }
    }

    private final Control control;
    private Map<Cause, Lost> lost = new HashMap<>();
    private @Nullable ScheduledExecutorService thread;

    WaitLog(Control control) {
        this.control = control;
    }

    @Override
    public void committed(ChunkCommitted event) {
        // Only waits are noted.
    }

    @Override
    public void failed(ChunkFailed event) {
        // Only waits are noted.
    }

    @Override
    public synchronized void waiting(String runId, Verdict verdict, Duration nap) {
        verdict.reasons()
                .forEach(reason -> lost.merge(
                        new Cause(runId, reason.signal()), new Lost(nap.toMillis(), reason.says()), Lost::plus));
        if (thread == null) {
            thread = started();
        }
    }

    // Each step catches whatever it meets, so the future has nothing to tell.
    @SuppressWarnings("FutureReturnValueIgnored")
    private ScheduledExecutorService started() {
        ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread writer = new Thread(work, "steadfill-waits");
            writer.setDaemon(true);
            return writer;
        });
        made.scheduleWithFixedDelay(this::write, WRITE_EVERY.toMillis(), WRITE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return made;
    }

    /** What was noted since the last time; kept where the control database is away. */
    private void write() {
        Map<Cause, Lost> noted = taken();
        if (noted.isEmpty()) {
            return;
        }
        Map<Cause, Lost> left = new HashMap<>(noted);
        try {
            long minute = control.now().getEpochSecond() / MINUTE;
            noted.forEach((cause, time) -> {
                add(cause, minute, time);
                left.remove(cause);
            });
        } catch (RuntimeException e) {
            LOG.debug("waits could not be written, they are again soon", e);
            left.forEach(this::putBack);
        }
    }

    private synchronized Map<Cause, Lost> taken() {
        Map<Cause, Lost> noted = lost;
        lost = new HashMap<>();
        return noted;
    }

    private synchronized void putBack(Cause cause, Lost time) {
        lost.merge(cause, time, (now, before) -> before.plus(now));
    }

    private void add(Cause cause, long minute, Lost time) {
        if (time.millis() == 0 || addTo(cause, minute, time)) {
            return;
        }
        try {
            control.client()
                    .sql("insert into steadfill_control_wait (run_id, minute, signal_name, lost_millis, says)"
                            + " values (:run, :minute, :signal, :lost, :says)")
                    .param("run", cause.runId())
                    .param("minute", minute)
                    .param("signal", cause.signal())
                    .param("lost", time.millis())
                    .param("says", words(time))
                    .update();
        } catch (DuplicateKeyException e) {
            // Another node of the run was first.
            addTo(cause, minute, time);
        }
    }

    private boolean addTo(Cause cause, long minute, Lost time) {
        return control.client()
                        .sql("update steadfill_control_wait set lost_millis = lost_millis + :lost, says = :says"
                                + " where run_id = :run and minute = :minute and signal_name = :signal")
                        .param("lost", time.millis())
                        .param("says", words(time))
                        .param("run", cause.runId())
                        .param("minute", minute)
                        .param("signal", cause.signal())
                        .update()
                == 1;
    }

    private static String words(Lost time) {
        return time.says().substring(0, Math.min(SAYS_MAX, time.says().length()));
    }

    /**
     * The minutes in which a run was held up, oldest first.
     *
     * @param after those that end by then are left out; null for all
     */
    public List<Waited> of(String runId, @Nullable Instant after, int limit) {
        return control.client()
                .sql("select minute, signal_name, lost_millis, says from steadfill_control_wait where run_id = :run"
                        + " and minute > :after order by minute, signal_name limit " + limit)
                .param("run", runId)
                .param("after", after == null ? -1 : after.getEpochSecond() / MINUTE)
                .query((row, n) -> new Waited(
                        Instant.ofEpochSecond(row.getLong(1) * MINUTE),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4)))
                .list();
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
        write();
    }
}
