/**
 * The operators' verbs behind one desk: every door (REST, console, a server's command line) comes through here or through a room within,
 * and is asked for its permission here. Here are jobs and runs, and what is asked of them one by one; the rooms within ask these desks,
 * never the other way round.
 */
@NullMarked
package io.steadfill.desk;

import org.jspecify.annotations.NullMarked;
