/**
 * What may keep a run from being worked: open hours, jobs that it depends on, too many runs on its database, a stop, the missing word of a
 * second person. Each is a hold on the run until it is gone.
 */
@NullMarked
package io.steadfill.run.admission;

import org.jspecify.annotations.NullMarked;
