/** Who said what, when, and what it changed: rows that are only ever added. */
@NullMarked
package io.steadfill.audit;

import org.jspecify.annotations.NullMarked;
