/** The control database: its tables, its clock, its transactions. Runs, holds, schedules and the audit trail live in it. */
@NullMarked
package io.steadfill.control;

import org.jspecify.annotations.NullMarked;
