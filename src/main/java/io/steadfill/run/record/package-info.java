/**
 * The record of each run in the control database: its row with the lease, its holds and tuning. Every change keeps to the edges of a run's
 * life. Only for runs: everybody else says a verb.
 */
@NullMarked
package io.steadfill.run.record;

import org.jspecify.annotations.NullMarked;
