/** How many rows a chunk takes: as many as are quick enough, and no more than a person asked to see. */
@NullMarked
package io.steadfill.chunk.size;

import org.jspecify.annotations.NullMarked;
