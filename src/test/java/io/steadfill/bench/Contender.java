package io.steadfill.bench;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who fills the column.
 *
 * @param base the contender whose neighbouring runs this one is measured against; null for a base itself
 */
record Contender(String name, @Nullable String base, Run run) {

    /** Fills the column of a table that was just made anew. */
    interface Run {
        Lap fill() throws Exception;
    }
}
