/**
 * A chunk that is done and rolled back, with its rows before and after, for a plan.
 */
@NullMarked
package io.steadfill.chunk.rehearsal;

import org.jspecify.annotations.NullMarked;
