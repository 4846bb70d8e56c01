/** What waits for a second person, as he reads and decides it: requests one by one, and all nights of a job. */
@NullMarked
package io.steadfill.console.approval;

import org.jspecify.annotations.NullMarked;
