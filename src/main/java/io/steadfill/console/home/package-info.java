/** What somebody sees first: what needs a person, runs, the night, databases, nodes. */
@NullMarked
package io.steadfill.console.home;

import org.jspecify.annotations.NullMarked;
