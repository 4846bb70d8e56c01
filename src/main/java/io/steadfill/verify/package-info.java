/** Is the target right? Reads, never writes. */
@NullMarked
package io.steadfill.verify;

import org.jspecify.annotations.NullMarked;
