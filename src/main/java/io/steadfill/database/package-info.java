/** Named databases and their dialects: the only room where SQL differs by vendor. */
@NullMarked
package io.steadfill.database;

import org.jspecify.annotations.NullMarked;
