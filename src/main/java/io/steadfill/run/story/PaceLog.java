package io.steadfill.run.story;

import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.control.Control;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How many rows of each run were walked, minute by minute. */
public final class PaceLog implements ChunkListener, AutoCloseable {

    /** @param walked of all its workers together */
    public record Walked(Instant minute, long walked) {}

    private final Control control;
    private final MinuteSums<String, Long> sums;

    PaceLog(Control control) {
        this.control = control;
        this.sums = new MinuteSums<>(control, "steadfill-pace", Long::sum, new Minutes());
    }

    @Override
    public void committed(ChunkCommitted event) {
        if (event.counts().walked() > 0) {
            sums.note(event.runId(), event.counts().walked());
        }
    }

    @Override
    public void failed(ChunkFailed event) {
        // It is tried again, and counts then.
    }

    @Override
    public void waiting(String runId, Verdict verdict, Duration nap) {
        // No row is walked meanwhile.
    }

    private final class Minutes implements MinuteSums.Table<String, Long> {

        @Override
        public boolean addTo(String runId, long minute, Long walked) {
            return control.client()
                            .sql("update steadfill_control_pace set walked = walked + :walked"
                                    + " where run_id = :run and minute = :minute")
                            .param("walked", walked)
                            .param("run", runId)
                            .param("minute", minute)
                            .update()
                    == 1;
        }

        @Override
        public void insert(String runId, long minute, Long walked) {
            control.client()
                    .sql("insert into steadfill_control_pace (run_id, minute, walked) values (:run, :minute, :walked)")
                    .param("run", runId)
                    .param("minute", minute)
                    .param("walked", walked)
                    .update();
        }
    }

    /** The minutes in which rows of a run were walked, the oldest first. */
    public List<Walked> of(String runId, int limit) {
        return control.client()
                .sql("select minute, walked from steadfill_control_pace where run_id = :run order by minute limit "
                        + limit)
                .param("run", runId)
                .query((row, n) ->
                        new Walked(Instant.ofEpochSecond(row.getLong(1) * MinuteSums.MINUTE), row.getLong(2)))
                .list();
    }

    @Override
    public void close() {
        sums.close();
    }
}
