/** How far a run is, in the target: partitions with fence and sequence, the claim on a table, the pinned definition. */
@NullMarked
package io.steadfill.checkpoint;

import org.jspecify.annotations.NullMarked;
