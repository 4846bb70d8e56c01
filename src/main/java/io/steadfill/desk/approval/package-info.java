/**
 * What waits for a second person, one by one and for all nights of a job, as he may see and decide it; for servers and for the command line
 * alike.
 */
@NullMarked
package io.steadfill.desk.approval;

import org.jspecify.annotations.NullMarked;
