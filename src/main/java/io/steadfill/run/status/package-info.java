/**
 * How runs stand: one, a page of them, or all that are not over; how far their targets say they are, and when they will be done. Reads
 * only.
 */
@NullMarked
package io.steadfill.run.status;

import org.jspecify.annotations.NullMarked;
