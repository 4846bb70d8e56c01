/** A date of a schedule whose time has come, as a row under a unique key, and what became of it. Knows no schedule. */
@NullMarked
package io.steadfill.schedule.slot;

import org.jspecify.annotations.NullMarked;
