/** Keys and ranges of keys: pure values, without I/O and without an order, which only the database has. */
@NullMarked
package io.steadfill.keyset;

import org.jspecify.annotations.NullMarked;
