package io.steadfill.schema.ledger;

import io.steadfill.script.Direction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of one statement. */
public record LedgerRow(
        String version,
        Direction direction,
        int statement,
        String file,
        String checksum,
        String statementChecksum,
        String by,
        @Nullable String approvedBy,
        Outcome outcome,
        @Nullable String error,
        Instant endedAt) {

    /** How a statement ended. */
    public enum Outcome {
        /** Begun, and not known to have ended: the process died, or is at it. */
        RUNNING,
        DONE,
        FAILED,
        /** Taken back by the undo script, or a barrier taken down. */
        UNDONE
    }

    public boolean is(Outcome wanted) {
        return outcome == wanted;
    }
}
