/**
 * The way through a table for those who only read: short range by short range, each in a transaction of its own, all of it or a sample. For the rooms of
 * {@code verify}; {@link Extent} is for everybody.
 */
@NullMarked
package io.steadfill.verify.walk;

import org.jspecify.annotations.NullMarked;
