package io.steadfill.chunk;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.event.PhaseTimes;
import java.time.Duration;

/**
 * A chunk that was committed.
 *
 * @param partition as it is now
 * @param statements the time that its statements took
 * @param phases where its time went
 */
record Chunk(Partition partition, Counts counts, Duration statements, long bytes, PhaseTimes phases) {}
