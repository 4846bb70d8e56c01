/**
 * What may take longer than a person waits: readings of servers that may be away, and words that are carried out over minutes. For every page that
 * shows such things.
 */
@NullMarked
package io.steadfill.console.background;

import org.jspecify.annotations.NullMarked;
