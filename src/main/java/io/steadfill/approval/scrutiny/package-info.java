/**
 * Looks at what somebody wants done: whether it needs a second person's word, and everything that must not change afterwards. Asks the
 * target; decides and stores nothing.
 */
@NullMarked
package io.steadfill.approval.scrutiny;

import org.jspecify.annotations.NullMarked;
