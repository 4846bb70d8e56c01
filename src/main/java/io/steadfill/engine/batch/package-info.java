/**
 * The engine over Spring Batch: a job of three steps, each around a phase, and the healing of what a dead process left in its tables. Nobody else sees
 * Spring Batch at work.
 */
@NullMarked
package io.steadfill.engine.batch;

import org.jspecify.annotations.NullMarked;
