/** The operators' verbs in a terminal. */
@NullMarked
package io.steadfill.cli;

import org.jspecify.annotations.NullMarked;
