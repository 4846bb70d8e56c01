/** What waits for a second person: requests one by one, and standing approvals for all nights of a job. */
@NullMarked
package io.steadfill.api.approval;

import org.jspecify.annotations.NullMarked;
