package io.steadfill.run.work;

import io.steadfill.checkpoint.Counts;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.run.story.Progress;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Listens to the chunks of one run, and tells others how it goes. Called by several workers. */
final class Journal implements ChunkListener {

    private static final long RATE_OVER_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long SAMPLE_NANOS = Duration.ofMillis(250).toNanos();

    private record Sample(long nanos, long walked) {}

    private final JsonMapper json;
    private final LongSupplier nanos;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Map<String, Long> lostMillis = new LinkedHashMap<>();
    private Counts counts = Counts.NONE;
    private Verdict verdict = Verdict.GO;
    private int chunkRows;
    private long chunkMillis;
    private long slowestMillis;
    private int sweep;
    private long retries;
    private @Nullable String lastRetry;
    private long lostAll;

    Journal(JsonMapper json, LongSupplier nanos) {
        this.json = json;
        this.nanos = nanos;
        samples.add(new Sample(nanos.getAsLong(), 0));
    }

    @Override
    public synchronized void committed(ChunkCommitted event) {
        counts = counts.plus(event.counts());
        chunkRows = event.rows();
        chunkMillis = event.statements().toMillis();
        // An old slow chunk is forgotten by and by: a tenth with each one that is faster.
        slowestMillis = Math.max(chunkMillis, slowestMillis * 9 / 10);
        sweep = event.sweep();
        verdict = Verdict.GO;
        long now = nanos.getAsLong();
        if (now - samples.getLast().nanos() >= SAMPLE_NANOS) {
            samples.add(new Sample(now, counts.walked()));
        }
        while (samples.size() > 2 && now - samples.getFirst().nanos() > RATE_OVER_NANOS) {
            samples.removeFirst();
        }
    }

    @Override
    public synchronized void failed(ChunkFailed event) {
        retries++;
        lastRetry = event.what();
    }

    @Override
    public synchronized void waiting(String runId, Verdict why, Duration nap) {
        verdict = why;
        lostAll += nap.toMillis();
        why.reasons().forEach(reason -> lostMillis.merge(reason.signal(), nap.toMillis(), Long::sum));
    }

    synchronized Progress progress() {
        List<Progress.Wait> waits = verdict.reasons().stream()
                .map(reason ->
                        new Progress.Wait(reason.signal(), reason.says(), lostMillis.getOrDefault(reason.signal(), 0L)))
                .toList();
        return new Progress(
                counts.walked(),
                counts.changed(),
                counts.quarantined(),
                rate(),
                chunkRows,
                chunkMillis,
                sweep,
                retries,
                lastRetry,
                waits,
                lostAll,
                lostMillis);
    }

    /** The slowest of the last chunks' statements. */
    synchronized Duration slowestChunk() {
        return Duration.ofMillis(slowestMillis);
    }

    /** The same as JSON, for the control database. */
    String text() {
        return json.writeValueAsString(progress());
    }

    private double rate() {
        long now = nanos.getAsLong();
        Sample first = samples.getFirst();
        double seconds = (now - first.nanos()) / 1e9;
        return seconds <= 0 ? 0 : (counts.walked() - first.walked()) / seconds;
    }
}
