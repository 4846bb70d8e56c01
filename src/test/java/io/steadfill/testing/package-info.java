/** Real servers, databases and faults for tests. */
@NullMarked
package io.steadfill.testing;

import org.jspecify.annotations.NullMarked;
