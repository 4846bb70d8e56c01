/**
 * PostgreSQL's dialect: settings, errors, catalog and the statements of chunks. Only {@code connection} knows it; what one other room alone asks
 * of PostgreSQL is in that question's own room.
 */
@NullMarked
package io.steadfill.database.postgresql;

import org.jspecify.annotations.NullMarked;
