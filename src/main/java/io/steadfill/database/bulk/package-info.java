/**
 * Many rows into one table by the fastest way that a server has. For sample data.
 */
@NullMarked
package io.steadfill.database.bulk;

import org.jspecify.annotations.NullMarked;
