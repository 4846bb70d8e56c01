/**
 * Who gives a command and what surrounds it: the streams, the options that all commands have, a line that shows progress, the last words of a
 * process that is told to go.
 */
@NullMarked
package io.steadfill.cli.terminal;

import org.jspecify.annotations.NullMarked;
