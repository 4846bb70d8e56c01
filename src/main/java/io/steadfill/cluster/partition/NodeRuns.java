package io.steadfill.cluster.partition;

import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.chunk.event.ChunkListeners;
import io.steadfill.control.Away;
import io.steadfill.engine.execution.Crew;
import io.steadfill.run.work.Assignment;
import io.steadfill.run.work.Assignments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs whose partitions this node works. Hears for all of them what operators say, and tells how far they came. */
public final class NodeRuns {

    private static final Logger LOG = LoggerFactory.getLogger(NodeRuns.class);
    private static final long LINGER_NANOS = Duration.ofSeconds(10).toNanos();

    private final Assignments assignments;
    private final Supplier<Crew> crew;
    private final Supplier<List<ChunkListener>> listeners;
    private final String node;
    private final LongSupplier nanos;
    private final Map<String, NodeRun> runs = new HashMap<>();
    private final Map<String, Object> opening = new ConcurrentHashMap<>();
    private boolean stopping;

    /** @param listeners who else than the run's own journal hears of its chunks */
    NodeRuns(
            Assignments assignments,
            Supplier<Crew> crew,
            Supplier<List<ChunkListener>> listeners,
            String node,
            LongSupplier nanos) {
        this.assignments = assignments;
        this.crew = crew;
        this.listeners = listeners;
        this.node = node;
        this.nanos = nanos;
    }

    /**
     * The run of a partition, looked at when this node sees it first.
     *
     * @return empty when the run is no longer at this execution
     * @throws io.steadfill.problem.ProblemException when this node cannot work it
     */
    Optional<NodeRun> of(PartId id) {
        String key = id.runId() + "/" + id.execution();
        // The first look at a target takes a while; only those who want the same run wait for it.
        synchronized (opening.computeIfAbsent(key, k -> new Object())) {
            synchronized (this) {
                NodeRun known = runs.get(key);
                if (known != null) {
                    return Optional.of(known);
                }
            }
            Optional<Assignment> assignment = assignments.of(id.runId(), id.execution());
            if (assignment.isEmpty()) {
                opening.remove(key);
                return Optional.empty();
            }
            Assignment given = assignment.get();
            NodeRun opened = new NodeRun(
                    given,
                    crew.get().join(given.order(ChunkListeners.of(given.journal(), listeners.get())), id.execution()),
                    nanos.getAsLong());
            NodeRun other;
            synchronized (this) {
                // Who lets go of a run in this moment also forgets that it is being opened, and another thread opens it
                // too.
                other = runs.putIfAbsent(key, opened);
                if (stopping) {
                    given.stop();
                }
            }
            if (other != null) {
                opened.work().close();
                return Optional.of(other);
            }
            return Optional.of(opened);
        }
    }

    /** Takes a seat; false when the node has as many threads at the run as it may, or has just let go of it. */
    synchronized boolean sit(NodeRun run) {
        return runs.containsValue(run) && run.sit();
    }

    /** Gives the seat back, and tells what was done in it: whoever sees that the partition is over sees its rows too. */
    void leave(NodeRun run) {
        synchronized (this) {
            run.leave(nanos.getAsLong());
        }
        try {
            run.assignment().tell(node);
        } catch (RuntimeException e) {
            away(e);
        }
    }

    /** How many partitions are being worked. */
    public synchronized int partitions() {
        return runs.values().stream().mapToInt(NodeRun::seats).sum();
    }

    /** How many runs they are of. */
    public synchronized int runs() {
        return (int) runs.values().stream().filter(run -> run.seats() > 0).count();
    }

    /** Hears what operators say, and lets go of runs that nobody works any more. */
    public void look() {
        for (NodeRun run : all()) {
            try {
                run.assignment().hear();
                run.work().tune();
            } catch (RuntimeException e) {
                away(e);
            }
            close(run);
        }
    }

    /** Tells how far the runs came. */
    public void tell() {
        for (NodeRun run : all()) {
            try {
                run.assignment().tell(node);
            } catch (RuntimeException e) {
                away(e);
            }
        }
    }

    /** Every worker stops after its chunk, for ever. */
    public synchronized void stop() {
        stopping = true;
        runs.values().forEach(run -> run.assignment().stop());
    }

    /** Lets go of everything, once no worker is left. */
    public void close() {
        List<NodeRun> left;
        synchronized (this) {
            left = new ArrayList<>(runs.values());
            runs.clear();
        }
        left.forEach(run -> run.work().close());
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized List<NodeRun> all() {
        return new ArrayList<>(runs.values());
    }

    private void close(NodeRun run) {
        long linger = run.assignment().isCurrent() ? LINGER_NANOS : 0;
        String key = run.assignment().runId() + "/" + run.assignment().execution();
        synchronized (this) {
            if (!run.isIdleFor(linger, nanos.getAsLong()) || !runs.remove(key, run)) {
                return;
            }
        }
        opening.remove(key);
        try {
            run.assignment().tell(node);
        } catch (RuntimeException e) {
            away(e);
        }
        run.work().close();
    }

    private static void away(RuntimeException e) {
        if (Away.is(e)) {
            LOG.debug("the control database cannot be asked, the last word holds", e);
        } else {
            LOG.warn("a run of this node was not looked after", e);
        }
    }
}
