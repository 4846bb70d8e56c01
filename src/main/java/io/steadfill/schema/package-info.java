/**
 * Companion migrations: the verbs expand, contract and undo, how far each script is, and what an operator says of a statement whose end nobody knows.
 */
@NullMarked
package io.steadfill.schema;

import org.jspecify.annotations.NullMarked;
