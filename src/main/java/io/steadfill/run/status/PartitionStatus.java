package io.steadfill.run.status;

import org.jspecify.annotations.Nullable;

/**
 * How far one partition of a run is, as its target says.
 *
 * @param sweep 0 for the first walk
 * @param after the key below its first, as stored; null where it is open or masked
 * @param upTo its last key; null where it is open or masked
 * @param at the last key that is done; null before the first chunk or where masked
 * @param masked whether keys were left out because they may not be shown
 * @param share of the range that is done, from 0 to 1; null where the key is not a single integer
 * @param chunks committed so far
 */
public record PartitionStatus(
        int sweep,
        int number,
        State state,
        @Nullable String after,
        @Nullable String upTo,
        @Nullable String at,
        boolean masked,
        @Nullable Double share,
        long chunks,
        long walked,
        long changed,
        long quarantined) {

    /** What was done of it. */
    public enum State {
        OPEN,
        BEGUN,
        DONE
    }

    /** The same without its keys. */
    public PartitionStatus withoutKeys() {
        return new PartitionStatus(
                sweep, number, state, null, null, null, true, share, chunks, walked, changed, quarantined);
    }
}
