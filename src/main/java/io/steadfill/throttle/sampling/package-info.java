/**
 * Values of a server that are read every now and then from a thread of their own and kept in memory, and when such a value is too much. For
 * signals.
 */
@NullMarked
package io.steadfill.throttle.sampling;

import org.jspecify.annotations.NullMarked;
