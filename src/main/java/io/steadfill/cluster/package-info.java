/** Runs and partitions over nodes. The only room that knows db-scheduler. */
@NullMarked
package io.steadfill.cluster;

import org.jspecify.annotations.NullMarked;
