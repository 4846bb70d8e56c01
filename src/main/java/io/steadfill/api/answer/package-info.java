/**
 * The shapes of answers: jobs and runs with what can be said to them next, addresses, versions, and the answer that a repeated request gets
 * again. Knows no controller.
 */
@NullMarked
package io.steadfill.api.answer;

import org.jspecify.annotations.NullMarked;
