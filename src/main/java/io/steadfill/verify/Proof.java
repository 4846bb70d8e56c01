package io.steadfill.verify;

import java.time.Instant;

/**
 * What a look at the data showed.
 *
 * @param rowsLeft rows to do that are neither waived nor in quarantine
 * @param ranges short reads that it took
 * @param began by the server's clock
 * @param ended by the server's clock
 */
public record Proof(
        Kind kind, long rowsLeft, long waived, long quarantined, long ranges, Instant began, Instant ended) {

    /** What a proof is good for. */
    public enum Kind {
        /** New violators may have come since: it opens no destructive step. */
        ADVICE,
        /** It was taken behind a barrier and lives as long as that stands. */
        BARRIER
    }

    public boolean isClean() {
        return rowsLeft == 0;
    }
}
