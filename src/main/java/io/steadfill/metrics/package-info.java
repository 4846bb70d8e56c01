/** What dashboards, alerts and traces are made of: listens to the other rooms, owns every meter's name, and is known by none. */
@NullMarked
package io.steadfill.metrics;

import org.jspecify.annotations.NullMarked;
