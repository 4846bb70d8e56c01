/**
 * Takes over a target whose control database is lost, with the runs that it knows. Only an administrator asks for it.
 */
@NullMarked
package io.steadfill.run.adoption;

import org.jspecify.annotations.NullMarked;
