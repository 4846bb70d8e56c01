package io.steadfill.desk;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.run.proof.Verification;
import io.steadfill.run.proof.Verifications;
import io.steadfill.verify.walk.Extent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the data of runs: asked for by who operates the job, since they read whole tables; seen by who views it. */
public final class VerificationDesk {

    private static final int LISTED_MAX = 20;

    private final RunDesk runs;
    private final Verifications verifications;

    VerificationDesk(RunDesk runs, Verifications verifications) {
        this.runs = runs;
        this.verifications = verifications;
    }

    /**
     * Begins one; the one that is under way where there is one.
     *
     * @param recompute how much is computed again; null for as little as the promise needs
     */
    public Verification begin(Operator who, String runId, @Nullable Extent recompute) {
        runs.require(who, Role.OPERATOR, runId);
        return shown(who, verifications.begin(runId, who.name(), recompute));
    }

    /** The newest first; keys, and sentences that may quote one, are masked for those who may not see rows' values. */
    public List<Verification> list(Operator who, String runId) {
        runs.require(who, Role.VIEWER, runId);
        return verifications.of(runId, LISTED_MAX).stream()
                .map(one -> shown(who, one))
                .toList();
    }

    public Verification one(Operator who, String runId, String id) {
        runs.require(who, Role.VIEWER, runId);
        return shown(who, verifications.one(runId, id));
    }

    private static Verification shown(Operator who, Verification one) {
        return who.seesData() ? one : one.masked(Masked.MASK);
    }
}
