/**
 * Our own tables in a target: made, told whose they are, and not waited for without end.
 */
@NullMarked
package io.steadfill.database.target;

import org.jspecify.annotations.NullMarked;
