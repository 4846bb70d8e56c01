/** Four eyes: what is risky waits for a second person, whose word is bound to exactly what he saw. */
@NullMarked
package io.steadfill.approval;

import org.jspecify.annotations.NullMarked;
