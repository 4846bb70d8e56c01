/**
 * The numbering plans of all regions as automata: phone numbers that are written plainly are read without the library, and said as it would
 * say them. For the transform of phone numbers only.
 */
@NullMarked
package io.steadfill.transform.number;

import org.jspecify.annotations.NullMarked;
