/** A run's life: the operators' verbs, its states, holds and audit. */
@NullMarked
package io.steadfill.run;

import org.jspecify.annotations.NullMarked;
