package io.steadfill.engine;

import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.definition.JobDefinition;
import java.time.Instant;
import java.util.Map;

/**
 * The word to work on a run, given to the engine by the process that holds the run's lease.
 *
 * @param runId random, for ever the run's own
 * @param definition as pinned at launch
 * @param parameters the job's typed parameters by name
 * @param parametersText their canonical text, stored in the target
 * @param started {@code :started}, the launch's time by the control database's clock
 * @param attempt goes up when Batch says done and the target does not
 * @param controlId which control database this is; the target belongs to one
 * @param leaseVersion goes up with every takeover
 * @param workers threads of this process for the run's partitions
 */
public record RunOrder(
        String runId,
        JobDefinition definition,
        Map<String, Object> parameters,
        String parametersText,
        Instant started,
        int attempt,
        String controlId,
        long leaseVersion,
        int workers,
        Gate gate,
        ChunkListener listener) {}
