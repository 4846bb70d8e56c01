package io.steadfill.quarantine;

import java.time.Instant;

/**
 * A quarantined row as the target keeps it.
 *
 * @param state {@code OPEN}, {@code RETRY}, {@code WAIVED} or {@code DONE}
 * @param attempts how often it was tried
 */
public record QuarantineEntry(
        String runId,
        Quarantined row,
        int sweep,
        int partition,
        String state,
        int attempts,
        Instant firstAt,
        Instant lastAt) {

    /** Stands for the row where its key may not be shown. */
    public String id() {
        return QuarantineStore.hash(row.key());
    }
}
