/**
 * What a statement of a companion script does, told by its words: changes of a schema, the barrier that some put up and what takes it down.
 * Knows no file and no database; for the rules over scripts, and for whoever applies them.
 */
@NullMarked
package io.steadfill.script.statement;

import org.jspecify.annotations.NullMarked;
