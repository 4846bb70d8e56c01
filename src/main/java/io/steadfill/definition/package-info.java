/** From {@code job.yaml} to an immutable job definition; every complaint names file, line, column and the cure. */
@NullMarked
package io.steadfill.definition;

import org.jspecify.annotations.NullMarked;
