/** What differs: columns that are computed again, and copies held against their source, both ways. */
@NullMarked
package io.steadfill.verify.comparison;

import org.jspecify.annotations.NullMarked;
