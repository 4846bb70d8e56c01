/** From definition to Batch job to partitions to chunks to transactions. */
@NullMarked
package io.steadfill.engine;

import org.jspecify.annotations.NullMarked;
