package io.steadfill.run.story;

import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.control.Control;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long each signal held each run up, minute by minute. */
public final class WaitLog implements ChunkListener, AutoCloseable {

    private static final int SAYS_MAX = 500;

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
    private final MinuteSums<Cause, Lost> sums;

    WaitLog(Control control) {
        this.control = control;
        this.sums = new MinuteSums<>(control, "steadfill-waits", Lost::plus, new Minutes());
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
    public void waiting(String runId, Verdict verdict, Duration nap) {
        if (nap.toMillis() > 0) {
            verdict.reasons()
                    .forEach(reason ->
                            sums.note(new Cause(runId, reason.signal()), new Lost(nap.toMillis(), reason.says())));
        }
    }

    private final class Minutes implements MinuteSums.Table<Cause, Lost> {

        @Override
        public boolean addTo(Cause cause, long minute, Lost time) {
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

        @Override
        public void insert(Cause cause, long minute, Lost time) {
            control.client()
                    .sql("insert into steadfill_control_wait (run_id, minute, signal_name, lost_millis, says)"
                            + " values (:run, :minute, :signal, :lost, :says)")
                    .param("run", cause.runId())
                    .param("minute", minute)
                    .param("signal", cause.signal())
                    .param("lost", time.millis())
                    .param("says", words(time))
                    .update();
        }
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
                .param("after", after == null ? -1 : after.getEpochSecond() / MinuteSums.MINUTE)
                .query((row, n) -> new Waited(
                        Instant.ofEpochSecond(row.getLong(1) * MinuteSums.MINUTE),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4)))
                .list();
    }

    @Override
    public void close() {
        sums.close();
    }
}
