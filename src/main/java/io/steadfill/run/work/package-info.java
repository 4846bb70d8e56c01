/**
 * Who works a run: its lease in this process, taken from the dead and never from the living, and its partitions given out to nodes.
 */
@NullMarked
package io.steadfill.run.work;

import org.jspecify.annotations.NullMarked;
