/** When a job is due and when it may work: the days of a schedule, open hours, black-outs, dates in a zone. Knows no job. */
@NullMarked
package io.steadfill.definition.calendar;

import org.jspecify.annotations.NullMarked;
