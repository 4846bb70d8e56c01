package io.steadfill.chunk.failure;

import io.steadfill.checkpoint.Counts;
import io.steadfill.definition.Limits;
import java.util.concurrent.atomic.AtomicLong;

/** Rows walked and rows in quarantine, to hold a run that puts too many there, or whose first rows somebody wants to see. */
public final class QuarantineBudget {

    private final AtomicLong walked;
    private final AtomicLong quarantined;
    private final AtomicLong matched;
    private final long canary;
    private final boolean everyRow;

    /** @param before what the run has done already */
    public QuarantineBudget(Counts before) {
        this(before, 0, false);
    }

    /**
     * @param canary rows that match to be taken before a person has to look; 0 where nobody has to
     * @param everyRow whether each row matches, also one that needs no change
     */
    public QuarantineBudget(Counts before, long canary, boolean everyRow) {
        this.canary = canary;
        this.everyRow = everyRow;
        this.walked = new AtomicLong(before.walked());
        this.quarantined = new AtomicLong(before.quarantined());
        this.matched = new AtomicLong(matched(before));
    }

    /** Whether a person has to look at the first rows. */
    public boolean isCanary() {
        return canary > 0;
    }

    /** Rows that match which may still be taken before a person has to look. */
    public int rowsLeft() {
        return canary == 0 ? Integer.MAX_VALUE : (int) Math.max(0, Math.min(Integer.MAX_VALUE, canary - matched.get()));
    }

    public String canarySays() {
        return "the first " + matched.get()
                + " rows are done: look at them, then resume the run to go on, or cancel it";
    }

    public void add(Counts counts) {
        walked.addAndGet(counts.walked());
        quarantined.addAndGet(counts.quarantined());
        matched.addAndGet(matched(counts));
    }

    private long matched(Counts counts) {
        return everyRow ? counts.walked() : counts.changed() + counts.quarantined() + counts.lost() + counts.locked();
    }

    public boolean isSpent(Limits limits) {
        return quarantined.get() > limits.quarantineBudget(walked.get());
    }

    public String says(Limits limits) {
        return quarantined.get() + " of " + walked.get() + " rows walked are in quarantine, the job allows "
                + limits.quarantineBudget(walked.get())
                + "; look at them with 'quarantine list', then raise limits.quarantine by 'tune' or mend them, and resume";
    }
}
