package io.steadfill.cluster.partition;

import io.steadfill.engine.execution.PartitionWork;
import io.steadfill.run.work.Assignment;

/** A run's execution on this node: its gate, its work, and how many threads are at it. Guarded by {@link NodeRuns}. */
final class NodeRun {

    private final Assignment assignment;
    private final PartitionWork work;
    private int seats;
    private long leftAt;

    NodeRun(Assignment assignment, PartitionWork work, long nanos) {
        this.assignment = assignment;
        this.work = work;
        this.leftAt = nanos;
    }

    Assignment assignment() {
        return assignment;
    }

    PartitionWork work() {
        return work;
    }

    /** False when as many threads are at it as one node may have. */
    boolean sit() {
        if (seats >= work.workersMax()) {
            return false;
        }
        seats++;
        return true;
    }

    void leave(long nanos) {
        seats--;
        leftAt = nanos;
    }

    int seats() {
        return seats;
    }

    boolean isIdleFor(long nanos, long now) {
        return seats == 0 && now - leftAt > nanos;
    }
}
