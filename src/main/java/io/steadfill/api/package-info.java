/**
 * The REST door: a controller for each noun, all of them over the desks. The rooms within hold what requests, answers and refusals have in
 * common; nobody outside knows any of them.
 */
@NullMarked
package io.steadfill.api;

import org.jspecify.annotations.NullMarked;
