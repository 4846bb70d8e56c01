/** Rows that a chunk could not take, in the target, and the waivers that people gave them. */
@NullMarked
package io.steadfill.quarantine;

import org.jspecify.annotations.NullMarked;
