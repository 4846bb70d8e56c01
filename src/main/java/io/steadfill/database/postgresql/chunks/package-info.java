/**
 * The statements of chunks for PostgreSQL: rows walked by their keys, and written back under the guard of their versions. Only the dialect knows it.
 */
@NullMarked
package io.steadfill.database.postgresql.chunks;

import org.jspecify.annotations.NullMarked;
