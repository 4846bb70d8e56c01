/** Whether a run may be undone, and the word that has it undone. Who works on it then is {@code run.work}'s matter. */
@NullMarked
package io.steadfill.run.undo;

import org.jspecify.annotations.NullMarked;
