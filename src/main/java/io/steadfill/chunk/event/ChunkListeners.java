package io.steadfill.chunk.event;

import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Several listeners as one; each is told in turn. */
public record ChunkListeners(List<ChunkListener> listeners) implements ChunkListener {

    public ChunkListeners {
        listeners = List.copyOf(listeners);
    }

    /** The first, then the others. */
    public static ChunkListeners of(ChunkListener first, List<ChunkListener> others) {
        List<ChunkListener> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        return new ChunkListeners(all);
    }

    @Override
    public void taken(PartitionTaken event) {
        listeners.forEach(listener -> listener.taken(event));
    }

    @Override
    public void left(PartitionLeft event) {
        listeners.forEach(listener -> listener.left(event));
    }

    @Override
    public void began(ChunkBegan event) {
        listeners.forEach(listener -> listener.began(event));
    }

    @Override
    public void committed(ChunkCommitted event) {
        listeners.forEach(listener -> listener.committed(event));
    }

    @Override
    public void failed(ChunkFailed event) {
        listeners.forEach(listener -> listener.failed(event));
    }

    @Override
    public void waiting(String runId, Verdict verdict, Duration nap) {
        listeners.forEach(listener -> listener.waiting(runId, verdict, nap));
    }

    @Override
    public void resolved(CommitResolved event) {
        listeners.forEach(listener -> listener.resolved(event));
    }

    @Override
    public void proved(Proved event) {
        listeners.forEach(listener -> listener.proved(event));
    }

    @Override
    public void takenOver(String runId) {
        listeners.forEach(listener -> listener.takenOver(runId));
    }

    @Override
    public void leaseLost(String runId) {
        listeners.forEach(listener -> listener.leaseLost(runId));
    }
}
