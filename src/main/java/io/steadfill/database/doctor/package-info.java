/**
 * What is looked at in a server before it bites: the checks, those of each vendor, and what they find. For the command of this name.
 */
@NullMarked
package io.steadfill.database.doctor;

import org.jspecify.annotations.NullMarked;
