package io.steadfill.retention;

import io.steadfill.definition.JobDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that is over.
 *
 * @param job as it was pinned; null where this release reads that text no more, so that nobody knows how long to keep what
 */
record OldRun(String runId, String database, @Nullable JobDefinition job, Instant ended) {}
