/**
 * What became of each statement in a target, and who wanted it: rows that are written before and after it, so that a death in between is seen.
 */
@NullMarked
package io.steadfill.schema.ledger;

import org.jspecify.annotations.NullMarked;
