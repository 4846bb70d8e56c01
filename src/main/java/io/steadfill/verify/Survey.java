package io.steadfill.verify;

import io.steadfill.keyset.Key;
import java.time.Instant;
import java.util.List;

/**
 * What is left to do in a table. Each range was seen as of its own time.
 *
 * @param rowsLeft rows that match and are not left out
 * @param quarantined rows that match and are in quarantine
 * @param waived rows that match and are waived as they are now
 * @param ranges how many short reads it took
 * @param dirty where rows are left, in key order; neighbours are joined
 * @param sample keys of some rows that are left, at most {@link #SAMPLE_MAX}
 * @param lapsed keys of those rows that are left which were waived, and changed since
 * @param began by the server's clock
 * @param ended by the server's clock
 */
public record Survey(
        long rowsLeft,
        long quarantined,
        long waived,
        long ranges,
        List<DirtyRange> dirty,
        List<Key> sample,
        List<Key> lapsed,
        Instant began,
        Instant ended) {

    public static final int SAMPLE_MAX = 20;

    public Survey {
        dirty = List.copyOf(dirty);
        sample = List.copyOf(sample);
        lapsed = List.copyOf(lapsed);
    }

    /** Whether nothing is left but what is left out. */
    public boolean isClean() {
        return rowsLeft == 0;
    }

    /** What is stored about it. */
    public Proof proof(Proof.Kind kind) {
        return new Proof(kind, rowsLeft, waived, quarantined, ranges, began, ended);
    }
}
