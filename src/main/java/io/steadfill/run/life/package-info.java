/**
 * The words of a run's life, without any I/O: its states and the edges between them, what may be said to it, the reasons to be paused. For
 * everybody.
 */
@NullMarked
package io.steadfill.run.life;

import org.jspecify.annotations.NullMarked;
