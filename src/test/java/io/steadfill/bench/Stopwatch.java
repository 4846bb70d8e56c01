package io.steadfill.bench;

import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.chunk.event.PhaseTimes;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sees when chunks of the walk are committed. */
final class Stopwatch implements ChunkListener {

    private @Nullable Long begun;
    private long lastCommit;
    private long lastIdle;
    private long walked;
    private long changedSinceIdle;
    private int chunks;
    private int lost;
    private Duration throttled = Duration.ZERO;
    private PhaseTimes spent = new PhaseTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    @Override
    public synchronized void committed(ChunkCommitted event) {
        long now = System.nanoTime();
        if (event.sweep() > 0) {
            return;
        }
        if (begun == null) {
            begun = now - event.statements().toNanos();
            lastIdle = begun;
        }
        lastCommit = now;
        spent = sum(spent, event.phases());
        chunks++;
        walked += event.counts().walked();
        changedSinceIdle += event.counts().changed();
        if (event.counts().changed() == 0) {
            lastIdle = now;
            changedSinceIdle = 0;
        }
    }

    @Override
    public synchronized void failed(ChunkFailed event) {
        lost++;
    }

    @Override
    public synchronized void waiting(String runId, Verdict verdict, Duration nap) {
        throttled = throttled.plus(nap);
    }

    private static PhaseTimes sum(PhaseTimes a, PhaseTimes b) {
        return new PhaseTimes(
                a.read().plus(b.read()),
                a.transform().plus(b.transform()),
                a.write().plus(b.write()),
                a.commit().plus(b.commit()));
    }

    synchronized PhaseTimes spent() {
        return spent;
    }

    synchronized long walked() {
        return walked;
    }

    synchronized int chunks() {
        return chunks;
    }

    /** Attempts that ended in a rollback. */
    synchronized int lost() {
        return lost;
    }

    /** Time that workers napped because the throttle said so. */
    synchronized Duration throttled() {
        return throttled;
    }

    /** From the first chunk's first statement to the last one's commit. */
    synchronized Duration walk() {
        return begun == null ? Duration.ZERO : Duration.ofNanos(lastCommit - begun);
    }

    /** The rows changed after the last chunk that found nothing to do, and the time since. */
    synchronized Lap tail() {
        return Lap.of(changedSinceIdle, Duration.ofNanos(lastCommit - lastIdle));
    }
}
