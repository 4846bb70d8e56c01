/** Companion scripts as files: read, split into statements, understood as far as needed, and judged. Applying them is another room's. */
@NullMarked
package io.steadfill.script;

import org.jspecify.annotations.NullMarked;
