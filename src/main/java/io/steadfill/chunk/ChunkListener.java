package io.steadfill.chunk;

import io.steadfill.checkpoint.Counts;
import io.steadfill.throttle.Verdict;
import java.time.Duration;

/** Hears what happens to chunks; must return at once and never throw. */
public interface ChunkListener {

    /** A chunk was committed. */
    record ChunkCommitted(String runId, int sweep, int partition, Counts counts, Duration statements, int rows) {}

    /**
     * A chunk failed and will be tried again in some form.
     *
     * @param what such as {@code deadlock, again in 40 ms} or {@code halved to 500 rows}
     */
    record ChunkFailed(String runId, int sweep, int partition, String what) {}

    void committed(ChunkCommitted event);

    void failed(ChunkFailed event);

    /** The worker naps for this reason. */
    void waiting(String runId, Verdict verdict, Duration nap);
}
