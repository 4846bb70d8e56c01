/** One statement against a target: patient at its lock, looking who stands in the way, and looking afterwards what is really there. */
@NullMarked
package io.steadfill.schema.statement;

import org.jspecify.annotations.NullMarked;
