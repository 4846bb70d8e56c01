/** One page on a run: what was asked, what was done, who said so, and what the target counts. */
@NullMarked
package io.steadfill.report;

import org.jspecify.annotations.NullMarked;
