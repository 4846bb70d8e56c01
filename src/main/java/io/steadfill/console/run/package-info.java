/** A run on its page: figures, partitions, charts over time, verbs, report. Lists of runs elsewhere are made of the same view. */
@NullMarked
package io.steadfill.console.run;

import org.jspecify.annotations.NullMarked;
