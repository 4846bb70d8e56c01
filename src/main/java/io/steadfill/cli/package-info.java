/**
 * The commands of the jar, a file for each, and what runs them: the verbs of the desks in a terminal.
 */
@NullMarked
package io.steadfill.cli;

import org.jspecify.annotations.NullMarked;
