/**
 * The destructive step: a barrier that covers what the job did, a proof behind it, and only then the demolition. {@link Proofs} is what others
 * provide.
 */
@NullMarked
package io.steadfill.schema.contract;

import org.jspecify.annotations.NullMarked;
