/** Tests of the throttle, and a scripted one for others. */
@NullMarked
package io.steadfill.throttle;

import org.jspecify.annotations.NullMarked;
