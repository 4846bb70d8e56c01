/** Named row transforms, and the interface for a user's own. */
@NullMarked
package io.steadfill.transform;

import org.jspecify.annotations.NullMarked;
