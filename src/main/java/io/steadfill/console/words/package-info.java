/** Numbers, times, states and key spaces in the words and shapes that all pages share. Knows no page. */
@NullMarked
package io.steadfill.console.words;

import org.jspecify.annotations.NullMarked;
