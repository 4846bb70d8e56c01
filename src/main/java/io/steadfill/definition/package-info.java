/**
 * What a job is, as every room has it once its file was read: records that cannot be wrong, and the names of tables, columns and vendors. Nothing here
 * reads a file.
 */
@NullMarked
package io.steadfill.definition;

import org.jspecify.annotations.NullMarked;
