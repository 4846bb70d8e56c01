/** The streams that keep the open pages of home and runs fresh. */
@NullMarked
package io.steadfill.console.live;

import org.jspecify.annotations.NullMarked;
