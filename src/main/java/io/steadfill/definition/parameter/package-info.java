/** What an operator gives at launch: parameters as a job declares them, and their values for one run. */
@NullMarked
package io.steadfill.definition.parameter;

import org.jspecify.annotations.NullMarked;
