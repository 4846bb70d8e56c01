/**
 * What chunks tell those who listen: committed, failed, waiting, and how the work on a partition ended.
 */
@NullMarked
package io.steadfill.chunk.event;

import org.jspecify.annotations.NullMarked;
