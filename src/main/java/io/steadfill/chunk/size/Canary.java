package io.steadfill.chunk.size;

import io.steadfill.checkpoint.Counts;
import java.util.concurrent.atomic.AtomicLong;

/** The first rows, which somebody wants to see before the run goes on. Counts over all workers of this process. */
public final class Canary {

    private final long rows;
    private final boolean everyRow;
    private final AtomicLong matched;

    /**
     * @param rows that match to be taken before a person has to look; 0 where nobody has to
     * @param everyRow whether each row matches, also one that needs no change
     * @param before what the run has done already
     */
    public Canary(long rows, boolean everyRow, Counts before) {
        this.rows = rows;
        this.everyRow = everyRow;
        this.matched = new AtomicLong(matched(before));
    }

    /** Whether a person has to look at the first rows. */
    public boolean isWanted() {
        return rows > 0;
    }

    /** Rows that match which may still be taken before a person has to look. */
    public int rowsLeft() {
        return rows == 0 ? Integer.MAX_VALUE : (int) Math.max(0, Math.min(Integer.MAX_VALUE, rows - matched.get()));
    }

    public void add(Counts counts) {
        matched.addAndGet(matched(counts));
    }

    private long matched(Counts counts) {
        return everyRow ? counts.walked() : counts.changed() + counts.quarantined() + counts.lost() + counts.locked();
    }

    /** What the person is asked to do. */
    public String says() {
        return "the first " + matched.get()
                + " rows are done: look at them, then resume the run to go on, or cancel it";
    }
}
