/** One chunk: its size, its transaction, its failures, and the kinds of work done in it. */
@NullMarked
package io.steadfill.chunk;

import org.jspecify.annotations.NullMarked;
