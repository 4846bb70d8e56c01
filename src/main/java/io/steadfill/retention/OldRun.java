package io.steadfill.retention;

import io.steadfill.definition.JobDefinition;
import java.time.Instant;

/** A run that is over. */
record OldRun(String runId, String database, JobDefinition job, Instant ended) {}
