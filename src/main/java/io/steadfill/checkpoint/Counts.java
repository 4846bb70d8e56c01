package io.steadfill.checkpoint;

/**
 * Rows, summed over chunks that committed.
 *
 * @param walked rows stepped over
 * @param changed rows written, deleted, moved or copied
 * @param quarantined rows in quarantine; one that was taken since, or waived, no longer counts
 * @param lost rows that somebody else changed first; the sweep's matter
 * @param locked rows that somebody else held locked; the sweep's matter
 */
public record Counts(long walked, long changed, long quarantined, long lost, long locked) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts withQuarantined(long rows) {
        return new Counts(walked, changed, rows, lost, locked);
    }

    public Counts plus(Counts other) {
        return new Counts(
                walked + other.walked,
                changed + other.changed,
                quarantined + other.quarantined,
                lost + other.lost,
                locked + other.locked);
    }
}
