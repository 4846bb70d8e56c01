/** Partitions over nodes: handed out as tasks by the run's coordinator, worked under the fence by whichever node has a thread free. */
@NullMarked
package io.steadfill.cluster.partition;

import org.jspecify.annotations.NullMarked;
