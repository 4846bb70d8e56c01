/**
 * What a server tells of its own condition, a file for each vendor: how far its log is, its standbys, who waits for us. For throttles and the doctor.
 */
@NullMarked
package io.steadfill.database.vitals;

import org.jspecify.annotations.NullMarked;
