/** Tests of the proofs, most of all by mutations of right data. */
@NullMarked
package io.steadfill.verify;

import org.jspecify.annotations.NullMarked;
