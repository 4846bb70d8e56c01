/** What is at work: runs that are not over, and the databases with their signals, pools and stops, as somebody may see them. */
@NullMarked
package io.steadfill.desk.fleet;

import org.jspecify.annotations.NullMarked;
