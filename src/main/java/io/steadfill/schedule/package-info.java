/** Runs that begin by themselves: at most one a job and business date, whichever node fires it. */
@NullMarked
package io.steadfill.schedule;

import org.jspecify.annotations.NullMarked;
