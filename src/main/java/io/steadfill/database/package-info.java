/**
 * What the other rooms ask of any database: a named {@link Database}, a {@link Session} on it, its {@link Dialect}, and the statements of
 * chunks. Knows no vendor. The rooms within it are questions of their own; {@code postgresql} and {@code mysql} answer this room's, and
 * nobody but {@code connection} knows them.
 */
@NullMarked
package io.steadfill.database;

import org.jspecify.annotations.NullMarked;
