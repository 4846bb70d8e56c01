package io.steadfill.chunk;

import io.steadfill.checkpoint.Counts;
import io.steadfill.definition.Limits;
import java.util.concurrent.atomic.AtomicLong;

/** Rows walked and rows in quarantine, to hold a run that puts too many there. */
public final class QuarantineBudget {

    private final AtomicLong walked;
    private final AtomicLong quarantined;

    public QuarantineBudget(long walked, long quarantined) {
        this.walked = new AtomicLong(walked);
        this.quarantined = new AtomicLong(quarantined);
    }

    void add(Counts counts) {
        walked.addAndGet(counts.walked());
        quarantined.addAndGet(counts.quarantined());
    }

    boolean isSpent(Limits limits) {
        return quarantined.get() > limits.quarantineBudget(walked.get());
    }

    String says(Limits limits) {
        return quarantined.get() + " of " + walked.get() + " rows walked are in quarantine, the job allows "
                + limits.quarantineBudget(walked.get())
                + "; look at them with 'quarantine list', then raise limits.quarantine by 'tune' or mend them, and resume";
    }
}
