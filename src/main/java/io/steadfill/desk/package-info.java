/** The operators' verbs behind one desk: every door (REST, console, a server's command line) comes through here, and is asked for its permission here. */
@NullMarked
package io.steadfill.desk;

import org.jspecify.annotations.NullMarked;
