/**
 * What surrounds every page: who is signed in, where else there is to go, what is stopped; and the page that is shown in place of one that was
 * refused. Asked by nobody: it puts itself around.
 */
@NullMarked
package io.steadfill.console.frame;

import org.jspecify.annotations.NullMarked;
