/**
 * The statements of chunks for tables that InnoDB stores, in MySQL and MariaDB alike. Only the dialects know it.
 */
@NullMarked
package io.steadfill.database.mysql.chunks;

import org.jspecify.annotations.NullMarked;
