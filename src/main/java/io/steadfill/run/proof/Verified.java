package io.steadfill.run.proof;

import io.steadfill.verify.comparison.Comparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a job's data showed.
 *
 * @param run the newest run of the job, whose parameters and quarantine were used; null where it never ran here
 * @param by what was looked at: such as {@code predicate} or {@code coverage}
 * @param rowsLeft rows that still match the predicate and are neither waived nor in quarantine
 * @param sample keys of some rows that are left or differ
 * @param recomputed null where nothing was computed again
 */
public record Verified(
        String job,
        String table,
        @Nullable String run,
        List<String> by,
        long rowsLeft,
        long quarantined,
        long waived,
        List<String> sample,
        @Nullable Comparison recomputed) {

    public Verified {
        by = List.copyOf(by);
        sample = List.copyOf(sample);
    }

    /** Rows that are left to do, that differ, or that nothing accounts for. */
    public long mismatched() {
        return rowsLeft + (recomputed == null ? 0 : recomputed.different() + recomputed.extra());
    }

    public boolean isClean() {
        return rowsLeft == 0 && (recomputed == null || recomputed.isClean());
    }
}
