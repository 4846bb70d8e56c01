package io.steadfill.chunk.event;

import io.steadfill.problem.Problem;
import org.jspecify.annotations.Nullable;

/** How the work on a partition ended. */
public record PartitionEnd(How how, @Nullable Problem problem, String says) {

    /** The ways, from the best to the gravest. */
    public enum How {
        DONE(0),
        /** The gate said so. */
        STOPPED(1),
        /** A reason that a person must look at; resumable. */
        HELD(2),
        /** It cannot go on; resumable when the cause is gone. */
        FAILED(3),
        /** Another process has the partition. */
        FENCED(4);

        private final int gravity;

        How(int gravity) {
            this.gravity = gravity;
        }
    }

    /** The graver of two ends; the first where they are equal. */
    public static PartitionEnd graver(PartitionEnd one, PartitionEnd other) {
        return other.how.gravity > one.how.gravity ? other : one;
    }

    public static final PartitionEnd DONE = new PartitionEnd(How.DONE, null, "done");

    public static PartitionEnd stopped() {
        return new PartitionEnd(How.STOPPED, null, "stopped");
    }

    public static PartitionEnd held(Problem problem, String says) {
        return new PartitionEnd(How.HELD, problem, says);
    }

    public static PartitionEnd failed(Problem problem, String says) {
        return new PartitionEnd(How.FAILED, problem, says);
    }

    public static PartitionEnd fenced(String says) {
        return new PartitionEnd(How.FENCED, Problem.FENCED_OUT, says);
    }
}
