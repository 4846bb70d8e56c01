/**
 * A word for all nights of a job, which answers the request of each night that is exactly what was seen. For the desk that gives it and the
 * admission that asks it.
 */
@NullMarked
package io.steadfill.approval.standing;

import org.jspecify.annotations.NullMarked;
