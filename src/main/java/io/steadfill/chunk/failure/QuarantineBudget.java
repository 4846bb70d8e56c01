package io.steadfill.chunk.failure;

import io.steadfill.checkpoint.Counts;
import io.steadfill.definition.Limits;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rows walked and rows in quarantine that nobody has settled, to hold a run that puts too many there. Rows that were waived do not count; those
 * that are to be tried again do until they were, so that no restart begins the count anew. Counts over all workers of this process.
 */
public final class QuarantineBudget {

    private final AtomicLong walked;
    private final AtomicLong quarantined;

    /**
     * Begins with what the run has done already.
     *
     * @param walked rows
     * @param unsettled rows in quarantine that are open or to be tried again
     */
    public QuarantineBudget(long walked, long unsettled) {
        this.walked = new AtomicLong(walked);
        this.quarantined = new AtomicLong(unsettled);
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
                + "; look at them with 'quarantine list', then waive them, or mend them, which are tried again at the end, and allow more by"
                + " 'tune RUN quarantine=5%'; then resume";
    }
}
