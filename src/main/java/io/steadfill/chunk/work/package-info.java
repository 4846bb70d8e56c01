/**
 * The kinds of work that a chunk does to its rows: set, transform, delete, copy, archive. {@link Backfills} says which one a job's is.
 */
@NullMarked
package io.steadfill.chunk.work;

import org.jspecify.annotations.NullMarked;
