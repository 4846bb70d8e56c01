/** The one error base: what went wrong, where, and what to do about it, with a stable code. */
@NullMarked
package io.steadfill.problem;

import org.jspecify.annotations.NullMarked;
