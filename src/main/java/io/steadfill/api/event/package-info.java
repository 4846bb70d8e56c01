/** Events as a stream to clients that stay, each written by a few threads that wait for nobody. */
@NullMarked
package io.steadfill.api.event;

import org.jspecify.annotations.NullMarked;
