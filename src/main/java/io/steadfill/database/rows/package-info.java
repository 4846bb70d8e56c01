/**
 * Rows as texts: as they are read, with or without a lock, and what became of them when they were written back. For whoever reads chunks.
 */
@NullMarked
package io.steadfill.database.rows;

import org.jspecify.annotations.NullMarked;
