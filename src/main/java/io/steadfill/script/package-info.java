/** Companion scripts as files: read, split into statements and judged. Applying them is another room's. */
@NullMarked
package io.steadfill.script;

import org.jspecify.annotations.NullMarked;
