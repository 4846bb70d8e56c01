/**
 * The SQL that a job file says: taken apart as each vendor reads it, and refused where it is no single expression over the row. {@link Expression} is for
 * everybody, the rest for those who read job files.
 */
@NullMarked
package io.steadfill.definition.sql;

import org.jspecify.annotations.NullMarked;
