/** REST under {@code /api/v1}: the desk's verbs as resources, problems as documents, and the stream of what happens. */
@NullMarked
package io.steadfill.api;

import org.jspecify.annotations.NullMarked;
