package io.steadfill.run.story;

import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.control.Control;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How many rows of each run were walked, and in how many chunks, minute by minute. */
public final class PaceLog implements ChunkListener, AutoCloseable {

    /**
     * A minute in which rows were walked, by all workers of a run together.
     *
     * @param chunks in which they were walked; 0 where an earlier release noted the minute
     */
    public record Walked(Instant minute, long walked, long chunks) {}

    private record Sum(long walked, long chunks) {

        Sum plus(Sum other) {
            return new Sum(walked + other.walked, chunks + other.chunks);
        }
    }

    private final Control control;
    private final MinuteSums<String, Sum> sums;

    PaceLog(Control control) {
        this.control = control;
        this.sums = new MinuteSums<>(control, "steadfill-pace", Sum::plus, new Minutes());
    }

    @Override
    public void committed(ChunkCommitted event) {
        if (event.counts().walked() > 0) {
            sums.note(event.runId(), new Sum(event.counts().walked(), 1));
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

    private final class Minutes implements MinuteSums.Table<String, Sum> {

        @Override
        public boolean addTo(String runId, long minute, Sum sum) {
            return control.client()
                            .sql(
                                    "update steadfill_control_pace set walked = walked + :walked, chunks = chunks + :chunks"
                                            + " where run_id = :run and minute = :minute")
                            .param("walked", sum.walked())
                            .param("chunks", sum.chunks())
                            .param("run", runId)
                            .param("minute", minute)
                            .update()
                    == 1;
        }

        @Override
        public void insert(String runId, long minute, Sum sum) {
            control.client()
                    .sql("insert into steadfill_control_pace (run_id, minute, walked, chunks)"
                            + " values (:run, :minute, :walked, :chunks)")
                    .param("run", runId)
                    .param("minute", minute)
                    .param("walked", sum.walked())
                    .param("chunks", sum.chunks())
                    .update();
        }
    }

    /** The minutes in which rows of a run were walked, the oldest first. */
    public List<Walked> of(String runId, int limit) {
        return control.client()
                .sql("select minute, walked, chunks from steadfill_control_pace where run_id = :run order by minute"
                        + " limit " + limit)
                .param("run", runId)
                .query((row, n) -> new Walked(
                        Instant.ofEpochSecond(row.getLong(1) * MinuteSums.MINUTE), row.getLong(2), row.getLong(3)))
                .list();
    }

    @Override
    public void close() {
        sums.close();
    }
}
