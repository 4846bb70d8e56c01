package io.steadfill.verify.comparison;

import io.steadfill.keyset.Key;
import io.steadfill.verify.DirtyRange;
import java.time.Instant;
import java.util.List;

/**
 * Stored values against what the job would make of them now.
 *
 * @param compared rows looked at
 * @param different rows that hold something else, or are missing from a copy
 * @param refused rows for which the transform has no value
 * @param extra rows of a copy that come from no row of the source
 * @param dirty where rows differ, in key order; neighbours are joined
 * @param sample keys of some rows that differ, at most {@link io.steadfill.verify.Survey#SAMPLE_MAX}; of the copy's own rows where they are extra
 * @param began by the server's clock
 * @param ended by the server's clock
 */
public record Comparison(
        long compared,
        long different,
        long refused,
        long extra,
        List<DirtyRange> dirty,
        List<Key> sample,
        Instant began,
        Instant ended) {

    public Comparison {
        dirty = List.copyOf(dirty);
        sample = List.copyOf(sample);
    }

    public boolean isClean() {
        return different == 0 && extra == 0;
    }
}
