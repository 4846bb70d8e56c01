/**
 * The story that {@code demo} tells: the shop made anew, the main job from expand to contract, and what came of it.
 */
@NullMarked
package io.steadfill.cli.demo;

import org.jspecify.annotations.NullMarked;
