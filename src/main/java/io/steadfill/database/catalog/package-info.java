/**
 * What a server's catalog says of a table: its columns, the key to walk it by, its triggers. For every room that looks at a table; the
 * vendors' readers fill it.
 */
@NullMarked
package io.steadfill.database.catalog;

import org.jspecify.annotations.NullMarked;
