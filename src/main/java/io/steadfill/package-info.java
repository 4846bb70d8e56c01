/** Steadfill: resumable, proved data migrations on live tables. */
@NullMarked
package io.steadfill;

import org.jspecify.annotations.NullMarked;
