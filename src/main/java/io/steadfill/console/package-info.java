/** The web pages: what REST says, for people. Rendered on the server; the scripts only keep parts fresh and spare keystrokes. */
@NullMarked
package io.steadfill.console;

import org.jspecify.annotations.NullMarked;
