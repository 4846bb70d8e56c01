/** Lets go of what nobody will ask for any more, every night, a little at a time. */
@NullMarked
package io.steadfill.retention;

import org.jspecify.annotations.NullMarked;
