/**
 * What is asked of the engine and what it answers: a run by its order, how it ended, a plan beforehand, its quarantine afterwards; and the port
 * {@link Workers}.
 */
@NullMarked
package io.steadfill.engine;

import org.jspecify.annotations.NullMarked;
