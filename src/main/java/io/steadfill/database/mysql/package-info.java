/**
 * The dialects of MySQL and MariaDB: settings, errors, time-outs and catalog. Only {@code connection} knows it.
 */
@NullMarked
package io.steadfill.database.mysql;

import org.jspecify.annotations.NullMarked;
