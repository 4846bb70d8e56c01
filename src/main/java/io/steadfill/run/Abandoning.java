package io.steadfill.run;

import io.steadfill.audit.AuditTrail;
import io.steadfill.chunk.Gate;
import io.steadfill.problem.Problem;
import io.steadfill.run.life.RunState;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.Stage;

/** Ends every unfinished run on a database, which nobody may be working on. */
final class Abandoning {

    private final RunStore store;
    private final HoldStore holds;
    private final AuditTrail audit;

    Abandoning(RunStore store, HoldStore holds, AuditTrail audit) {
        this.store = store;
        this.holds = holds;
        this.audit = audit;
    }

    /** @throws io.steadfill.problem.ProblemException RUN_ALREADY_ACTIVE when a process works on one of them */
    void abandon(String database, String by) {
        for (RunRow row : store.unfinishedOn(database)) {
            if (row.owner() != null && row.alive()) {
                throw Problem.RUN_ALREADY_ACTIVE
                        .with("run", row.runId())
                        .says("run " + row.runId() + " on '" + database + "' is being worked on by " + row.owner()
                                + "; wait for its end, or end that process");
            }
            if (row.state().isActive()) {
                store.change(row.runId(), now -> store.say(now.runId(), Gate.Word.CANCEL));
            }
            store.change(row.runId(), now -> {
                holds.liftAll(now.runId());
                store.end(now.runId(), Stage.CANCELLED, null);
            });
            audit.add(by, "abandon", row.runId(), row.job(), row.state().name(), RunState.CANCELLED.name());
        }
    }
}
