package io.steadfill.chunk;

import io.steadfill.problem.Problem;
import org.jspecify.annotations.Nullable;

/** How the work on a partition ended. */
public record PartitionEnd(How how, @Nullable Problem problem, String says) {

    /** The ways. */
    public enum How {
        DONE,
        /** The gate said so. */
        STOPPED,
        /** A reason that a person must look at; resumable. */
        HELD,
        /** It cannot go on; resumable when the cause is gone. */
        FAILED,
        /** Another process has the partition. */
        FENCED
    }

    static final PartitionEnd DONE = new PartitionEnd(How.DONE, null, "done");

    static PartitionEnd stopped() {
        return new PartitionEnd(How.STOPPED, null, "stopped");
    }

    static PartitionEnd held(Problem problem, String says) {
        return new PartitionEnd(How.HELD, problem, says);
    }

    static PartitionEnd failed(Problem problem, String says) {
        return new PartitionEnd(How.FAILED, problem, says);
    }

    static PartitionEnd fenced(String says) {
        return new PartitionEnd(How.FENCED, Problem.FENCED_OUT, says);
    }
}
