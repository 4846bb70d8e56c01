/** Puts back what a run changed, from the before-images that its chunks kept. Only the engine's own rooms know it. */
@NullMarked
package io.steadfill.engine.undo;

import org.jspecify.annotations.NullMarked;
