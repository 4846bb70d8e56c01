/**
 * Looks at the data of jobs and runs whether it is as promised, for operators and for the contract step. Never writes to a target.
 */
@NullMarked
package io.steadfill.run.proof;

import org.jspecify.annotations.NullMarked;
