/** What a content is called by: its hash. Knows nothing; for every room that tells one text from another by it. */
@NullMarked
package io.steadfill.digest;

import org.jspecify.annotations.NullMarked;
