package io.steadfill.chunk.failure;

import io.steadfill.checkpoint.Counts;
import io.steadfill.definition.Limits;
import java.util.concurrent.atomic.AtomicLong;

/** Rows walked and rows in quarantine, to hold a run that puts too many there, or whose first rows somebody wants to see. */
public final class QuarantineBudget {

    private final AtomicLong walked;
    private final AtomicLong quarantined;

    private final long canary;

    public QuarantineBudget(long walked, long quarantined) {
        this(walked, quarantined, 0);
    }

    /** @param canary rows to walk before a person has to look; 0 where nobody has to */
    public QuarantineBudget(long walked, long quarantined, long canary) {
        this.canary = canary;
        this.walked = new AtomicLong(walked);
        this.quarantined = new AtomicLong(quarantined);
    }

    /** Rows that may still be walked before a person has to look. */
    public long rowsLeft() {
        return canary == 0 ? Long.MAX_VALUE : Math.max(0, canary - walked.get());
    }

    public String canarySays() {
        return "the first " + walked.get() + " rows are done: look at them, then resume the run to go on, or cancel it";
    }

    public void add(Counts counts) {
        walked.addAndGet(counts.walked());
        quarantined.addAndGet(counts.quarantined());
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
