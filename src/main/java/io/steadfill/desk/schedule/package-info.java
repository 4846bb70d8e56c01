/** Schedules, as somebody may see, pause and resume them or have a date skipped, and the nights that they make. Also gives dates that are due to the desk of runs. */
@NullMarked
package io.steadfill.desk.schedule;

import org.jspecify.annotations.NullMarked;
