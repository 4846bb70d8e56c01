package io.steadfill.chunk.failure;

import io.steadfill.checkpoint.Counts;
import io.steadfill.definition.Limits;
import java.util.concurrent.atomic.AtomicLong;

/** Rows walked and rows in quarantine, to hold a run that puts too many there. Counts over all workers of this process. */
public final class QuarantineBudget {

    private final AtomicLong walked;
    private final AtomicLong quarantined;

    /** @param before what the run has done already */
    public QuarantineBudget(Counts before) {
        this.walked = new AtomicLong(before.walked());
        this.quarantined = new AtomicLong(before.quarantined());
    }

    public void add(Counts counts) {
        walked.addAndGet(counts.walked());
        quarantined.addAndGet(counts.quarantined());
    }

    public boolean isSpent(Limits limits) {
        return quarantined.get() > limits.quarantineBudget(walked.get());
    }

    /** What an operator is asked to do. */
    public String says(Limits limits) {
        return quarantined.get() + " of " + walked.get() + " rows walked are in quarantine, the job allows "
                + limits.quarantineBudget(walked.get())
                + "; look at them with 'quarantine list', then mend or waive them, or allow more by 'tune RUN quarantine=5%', and resume";
    }
}
