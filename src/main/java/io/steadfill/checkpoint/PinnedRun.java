package io.steadfill.checkpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as its target knows it, whatever becomes of the control database.
 *
 * @param table the table's identity by its server
 * @param parameters canonical JSON, name to text
 * @param state OPEN, COMPLETED, QUARANTINED, CANCELLED or FAILED
 * @param started {@code :started}
 * @param worked when its last chunk committed, by the target's clock; null where none has
 */
public record PinnedRun(
        String runId,
        String job,
        String table,
        String definitionHash,
        String definitionText,
        String parameters,
        String state,
        Instant started,
        @Nullable Instant worked) {}
