/**
 * Every meter, one file for each kind of thing that is metered: each is told by chunks as they happen, or read every few seconds from a
 * thread of its own. Nobody knows it.
 */
@NullMarked
package io.steadfill.metrics.meter;

import org.jspecify.annotations.NullMarked;
