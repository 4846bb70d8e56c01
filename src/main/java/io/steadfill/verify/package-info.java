/** Is the target right? Reads, never writes: what is left to do, and whether the walk covered every key. */
@NullMarked
package io.steadfill.verify;

import org.jspecify.annotations.NullMarked;
