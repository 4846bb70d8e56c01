package io.steadfill.throttle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A throttle that says what it is told to: first each scripted verdict once, then the standing one. */
public final class ScriptedThrottle implements Throttle {

    private final Deque<Verdict> script = new ArrayDeque<>();
    private Verdict standing = Verdict.GO;
    private int asked;
    private boolean closed;

    /** Waits for this reason at the next {@code times} questions. */
    public synchronized ScriptedThrottle waits(String signal, String says, int times) {
        for (int i = 0; i < times; i++) {
            script.add(new Verdict(List.of(new Verdict.Reason(signal, says))));
        }
        return this;
    }

    /** Waits until {@link #goes}. */
    public synchronized ScriptedThrottle waits(String signal, String says) {
        standing = new Verdict(List.of(new Verdict.Reason(signal, says)));
        return this;
    }

    public synchronized ScriptedThrottle goes() {
        script.clear();
        standing = Verdict.GO;
        return this;
    }

    @Override
    public synchronized Verdict verdict() {
        asked++;
        Verdict next = script.poll();
        return next == null ? standing : next;
    }

    public synchronized int asked() {
        return asked;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    public synchronized boolean isClosed() {
        return closed;
    }
}
