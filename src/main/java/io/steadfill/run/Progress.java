package io.steadfill.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the process that works a run told last about it; counts are of this process alone, the whole run's are in the target.
 *
 * @param rowsPerSecond walked, over the last half minute
 * @param chunkRows rows of the last chunk
 * @param chunkMillis statement time of the last chunk
 * @param retries chunks that failed and were tried again
 * @param lastRetry what the last of them said; null when there was none
 * @param waits why it waits now; empty when it does not
 * @param lostMillis time lost by waiting so far, all reasons together
 */
public record Progress(
        long walked,
        long changed,
        long quarantined,
        double rowsPerSecond,
        int chunkRows,
        long chunkMillis,
        int sweep,
        long retries,
        @Nullable String lastRetry,
        List<Wait> waits,
        long lostMillis) {

    public Progress {
        waits = List.copyOf(waits);
    }

    /**
     * One reason to wait.
     *
     * @param signal such as {@code replica-lag}
     * @param lostMillis time lost to it so far in this process
     */
    public record Wait(String signal, String says, long lostMillis) {}
}
