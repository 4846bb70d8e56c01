package io.steadfill.chunk;

import io.steadfill.database.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.quarantine.Quarantined;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows with the values computed for them.
 *
 * @param rows those to write
 * @param values one array a column, in the order of {@code rows}
 * @param refused rows that a transform refused
 * @param bytes characters read
 */
record Computed(Rows rows, Map<Identifier, @Nullable String[]> values, List<Quarantined> refused, long bytes) {}
