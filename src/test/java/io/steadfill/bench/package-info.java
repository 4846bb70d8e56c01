/** The benchmark: one big UPDATE, plain Spring Batch and Steadfill side by side on real servers. Run by hand, never by the build. */
@NullMarked
package io.steadfill.bench;

import org.jspecify.annotations.NullMarked;
