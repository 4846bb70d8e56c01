/**
 * Conditions that compare values in every byte, a file for each family of vendors. For proofs over data.
 */
@NullMarked
package io.steadfill.database.comparison;

import org.jspecify.annotations.NullMarked;
