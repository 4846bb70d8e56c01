/**
 * What happened to runs and how they go, as told by those who work them: events in order, progress, and the time lost to each signal. For
 * everybody to read; only runs write.
 */
@NullMarked
package io.steadfill.run.story;

import org.jspecify.annotations.NullMarked;
