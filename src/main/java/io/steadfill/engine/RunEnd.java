package io.steadfill.engine;

import io.steadfill.checkpoint.Counts;
import io.steadfill.chunk.Gate;
import io.steadfill.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How the engine's work on a run ended.
 *
 * @param problem the code behind a failure or hold
 * @param says one sentence for the operator
 */
public record RunEnd(How how, @Nullable Problem problem, String says, Counts counts) {

    /** The ways. */
    public enum How {
        /** The data says so. */
        COMPLETED,
        /** Only quarantined rows are left. */
        QUARANTINED,
        FAILED,
        /** An operator's hold. */
        PAUSED,
        /** A hold of the engine's own: drift, blocker, quarantine budget, a DBA who cancels. */
        HELD,
        CANCELLED,
        /** Everything is put back that nobody else has changed since. */
        UNDONE,
        /** The process is going down. */
        INTERRUPTED;

        /** What becomes of a run that stopped because of an operator's word. */
        public static How of(Gate.Word word) {
            return switch (word) {
                case PAUSE -> PAUSED;
                case CANCEL -> CANCELLED;
                case GO, STOP -> INTERRUPTED;
            };
        }
    }
}
