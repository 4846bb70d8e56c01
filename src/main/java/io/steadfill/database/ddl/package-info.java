/**
 * How companion scripts change a schema, a file for each vendor: under which locks and time-outs, and what its catalog says before and after;
 * and the words that a script is made of.
 */
@NullMarked
package io.steadfill.database.ddl;

import org.jspecify.annotations.NullMarked;
