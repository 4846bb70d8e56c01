package io.steadfill.run.story;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the processes that work a run told last about it; counts are of the present execution, the whole run's are in the target.
 *
 * @param rowsPerSecond walked, over the last half minute
 * @param chunkRows rows of the last chunk
 * @param chunkMillis statement time of the last chunk
 * @param retries chunks that failed and were tried again
 * @param lastRetry what the last of them said; null when there was none
 * @param waits why it waits now; empty when it does not
 * @param lostMillis time lost by waiting so far, all reasons together
 * @param lost the same by signal, in milliseconds
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
        long lostMillis,
        Map<String, Long> lost) {

    public Progress {
        waits = List.copyOf(waits);
        // Rows of older releases have no such member.
        lost = lost == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(lost));
    }

    /** This and what another process told about the same run; the last chunk is the other's, where it worked one. */
    public Progress plus(Progress other) {
        List<Wait> all = new ArrayList<>(waits);
        all.addAll(other.waits);
        Map<String, Long> sums = new TreeMap<>(lost);
        other.lost.forEach((signal, millis) -> sums.merge(signal, millis, Long::sum));
        return new Progress(
                walked + other.walked,
                changed + other.changed,
                quarantined + other.quarantined,
                rowsPerSecond + other.rowsPerSecond,
                other.chunkRows > 0 ? other.chunkRows : chunkRows,
                other.chunkRows > 0 ? other.chunkMillis : chunkMillis,
                Math.max(sweep, other.sweep),
                retries + other.retries,
                other.lastRetry == null ? lastRetry : other.lastRetry,
                all,
                lostMillis + other.lostMillis,
                sums);
    }

    /** The same without the words of the last chunk that failed. */
    public Progress withoutRetry() {
        return new Progress(
                walked,
                changed,
                quarantined,
                rowsPerSecond,
                chunkRows,
                chunkMillis,
                sweep,
                retries,
                null,
                waits,
                lostMillis,
                lost);
    }

    /**
     * One reason to wait.
     *
     * @param signal such as {@code replica-lag}
     * @param lostMillis time lost to it so far in this process
     */
    public record Wait(String signal, String says, long lostMillis) {}
}
