package io.steadfill.run.proof;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A look at the data of a run that somebody asked for.
 *
 * @param ended null while it is under way, and where it is lost
 * @param found null unless it is done
 * @param problem the code of what kept it from being done; null where nothing did
 * @param says one sentence about that, which may quote a key; null where nothing did
 */
public record Verification(
        String id,
        String runId,
        String by,
        Instant begun,
        @Nullable Instant ended,
        State state,
        @Nullable Found found,
        @Nullable String problem,
        @Nullable String says) {

    /** How far it is. */
    public enum State {
        RUNNING,
        DONE,
        /** It could not be done. */
        FAILED,
        /** The process that did it is gone: ask again. */
        LOST
    }

    /**
     * What it showed.
     *
     * @param clean whether the data is as the job promises
     * @param by what was looked at, such as {@code predicate} or {@code coverage}
     * @param sample keys of some rows that are left or differ
     * @param recomputed null where nothing was computed again
     */
    public record Found(
            boolean clean,
            List<String> by,
            long rowsLeft,
            long quarantined,
            long waived,
            List<String> sample,
            @Nullable Recomputed recomputed) {

        public Found {
            by = List.copyOf(by);
            sample = List.copyOf(sample);
        }

        static Found of(Verified seen) {
            return new Found(
                    seen.isClean(),
                    seen.by(),
                    seen.rowsLeft(),
                    seen.quarantined(),
                    seen.waived(),
                    seen.sample(),
                    seen.recomputed() == null
                            ? null
                            : new Recomputed(
                                    seen.recomputed().compared(),
                                    seen.recomputed().different(),
                                    seen.recomputed().refused(),
                                    seen.recomputed().extra()));
        }

        private Found masked(String mask) {
            return new Found(
                    clean, by, rowsLeft, quarantined, waived, Collections.nCopies(sample.size(), mask), recomputed);
        }
    }

    /** Rows that were computed again, and how they compared. */
    public record Recomputed(long compared, long different, long refused, long extra) {}

    /** The same with another word in the place of each key, and of what kept it from being done, which may quote one. */
    public Verification masked(String mask) {
        Found seen = found;
        return new Verification(
                id,
                runId,
                by,
                begun,
                ended,
                state,
                seen == null ? null : seen.masked(mask),
                problem,
                says == null ? null : mask);
    }
}
