/**
 * One execution of a run in this process: the phases that it goes through, each of which reads from the target what is left of it, and those who
 * work its partitions here. {@link Crew} is for the nodes of a cluster.
 */
@NullMarked
package io.steadfill.engine.execution;

import org.jspecify.annotations.NullMarked;
