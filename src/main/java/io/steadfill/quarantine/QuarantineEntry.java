package io.steadfill.quarantine;

import java.time.Instant;

/**
 * A quarantined row as the target keeps it.
 *
 * @param id stands for the row where its key may not be shown
 * @param state {@code OPEN}, {@code RETRY}, {@code WAIVED} or {@code DONE}
 * @param attempts how often it was tried
 */
public record QuarantineEntry(
        String runId,
        Quarantined row,
        String id,
        int sweep,
        int partition,
        String state,
        int attempts,
        Instant firstAt,
        Instant lastAt) {

    /** What a person may do about it; nothing for a row that is settled, or is about to be tried again. */
    public String advice() {
        return state.equals("OPEN") ? row.advice() : "";
    }

    /** The same entry, with a row as it may be shown. */
    public QuarantineEntry with(Quarantined shown) {
        return new QuarantineEntry(runId, shown, id, sweep, partition, state, attempts, firstAt, lastAt);
    }
}
