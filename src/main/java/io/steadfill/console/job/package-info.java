/** A job on its pages: board, stages, companion scripts, plan and launch. */
@NullMarked
package io.steadfill.console.job;

import org.jspecify.annotations.NullMarked;
