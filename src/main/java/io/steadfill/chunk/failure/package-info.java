/**
 * What a failure of a chunk means and what is done about it; how many rows may fail; what may be told of a server's words; and where a test may
 * make one happen.
 */
@NullMarked
package io.steadfill.chunk.failure;

import org.jspecify.annotations.NullMarked;
