/**
 * Tasks over nodes, due by the control database's time: who carries one, what becomes of it then, and what of it when a node died. The only
 * room that builds schedulers; for {@code cluster} and its rooms alone.
 */
@NullMarked
package io.steadfill.cluster.task;

import org.jspecify.annotations.NullMarked;
