/**
 * What happens to runs, followed live: one reading of the events a node, however many listen, each of whom hears what he may. For every
 * door that streams.
 */
@NullMarked
package io.steadfill.desk.event;

import org.jspecify.annotations.NullMarked;
