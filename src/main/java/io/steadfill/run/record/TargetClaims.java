package io.steadfill.run.record;

import io.steadfill.checkpoint.TargetRuns;
import io.steadfill.control.Control;
import io.steadfill.database.Database;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frees the tables of runs that are given up where nobody works them any more: one that failed while its target was away still has its own. */
public final class TargetClaims {

    private static final Logger LOG = LoggerFactory.getLogger(TargetClaims.class);

    private final Control control;
    private final Databases databases;

    public TargetClaims(Control control, Databases databases) {
        this.control = control;
        this.databases = databases;
    }

    /** @throws ProblemException DATABASE_UNREACHABLE while the target is away: nothing is changed, and it can be said again */
    public void free(RunRow run) {
        if (run.leaseVersion() == 0) {
            return;
        }
        try {
            Database target = databases.named(run.database());
            target.transact(TransactionSettings.BOOKKEEPING, session -> {
                new TargetTables(target).hold(session, control.identity().id());
                TargetRuns runs = new TargetRuns(target.dialect());
                runs.mark(session, run.runId(), "CANCELLED");
                runs.release(session, run.runId());
                return true;
            });
        } catch (ProblemException e) {
            if (e.problem() == Problem.DATABASE_UNREACHABLE) {
                throw e;
            }
            // A target that is gone, or another control's by now, holds no table for this run.
            LOG.info("the table of run {} needs no freeing: {}", run.runId(), e.detail());
        }
    }
}
