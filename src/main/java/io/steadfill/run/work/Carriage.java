package io.steadfill.run.work;

import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import io.steadfill.problem.Problem;
import io.steadfill.run.life.RunState;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import java.time.Duration;
import java.util.Optional;

/**
 * A run's row as those see it who have it carried by some node. Every method locks the row in the caller's transaction, so that words, deaths
 * and ends of one run follow each other.
 */
public final class Carriage {

    /** When a run wants to be carried again. */
    public enum Need {
        NOW,
        /** What it waits for ends by itself. */
        LATER,
        /** Not before somebody says so. */
        NEVER
    }

    private final Control control;
    private final RunStore store;
    private final RunEvents events;
    private final Duration heartbeat;

    Carriage(Control control, RunStore store, RunEvents events, Duration heartbeat) {
        this.control = control;
        this.store = store;
        this.events = events;
        this.heartbeat = heartbeat;
    }

    /** Counts the word of somebody who says that a run is due, unless it is being worked on, and so hears of holds and words itself. */
    public void say(String runId) {
        RunRow row = store.lock(runId);
        if (row.owner() == null || !row.alive()) {
            control.client()
                    .sql("update steadfill_control_run set dispatched = dispatched + 1 where run_id = :run")
                    .param("run", runId)
                    .update();
        }
    }

    /** How many words were counted; 0 where there is no such run. */
    public long said(String runId) {
        return control.client()
                .sql("select dispatched from steadfill_control_run where run_id = :run")
                .param("run", runId)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** @param said as it was before the run was carried the last time; a word since then counts */
    public Need need(String runId, long said) {
        Optional<RunRow> found = store.find(runId);
        if (found.isEmpty()) {
            return Need.NEVER;
        }
        RunRow row = store.lock(runId);
        if (row.owner() != null && row.alive()) {
            return Need.NEVER;
        }
        if (said(runId) != said) {
            return Need.NOW;
        }
        return switch (row.state()) {
            case PENDING, CANCELLING -> Need.NOW;
            case INTERRUPTED -> Problem.DATABASE_UNREACHABLE.code().equals(row.endProblem()) ? Need.LATER : Need.NOW;
            case WAITING -> Need.LATER;
            case UNDOING -> undoing(row);
            case RUNNING, PAUSING, PAUSED, VERIFYING, FAILED, QUARANTINED, COMPLETED, CANCELLED, UNDONE -> Need.NEVER;
        };
    }

    /** What could not be put back wants a person, and what a stop or an absent server keeps back ends by itself. */
    private static Need undoing(RunRow row) {
        if (row.endProblem() == null) {
            return row.holds().isEmpty() ? Need.NOW : Need.LATER;
        }
        boolean passes = Problem.DATABASE_UNREACHABLE.code().equals(row.endProblem())
                || Problem.LOCK_BUSY.code().equals(row.endProblem());
        return passes ? Need.LATER : Need.NEVER;
    }

    /** Whether nobody has the run's lease, so that its row says all that there is to know. */
    public boolean isFree(String runId) {
        return store.find(runId).map(row -> row.owner() == null).orElse(true);
    }

    /**
     * Takes the lease from a node that was found dead, so that the next one need not wait for it to run out.
     *
     * @param node the dead one
     * @return false when its lease was renewed lately: it lives after all
     */
    public boolean died(String runId, String node) {
        RunRow row = store.lock(runId);
        if (row.owner() == null || !row.owner().equals(node)) {
            return true;
        }
        int taken = control.client()
                .sql(
                        "update steadfill_control_run set owner = null, stage = case when stage = 'UNDOING' then stage else"
                                + " 'INTERRUPTED' end, lease_version = lease_version + 1"
                                + " where run_id = :run and owner = :node and heartbeat_at <= current_timestamp(6) - "
                                + Sql.interval(heartbeat.multipliedBy(2)))
                .param("run", runId)
                .param("node", node)
                .update();
        if (taken == 1) {
            events.add(
                    runId,
                    row.job(),
                    RunEvent.STATE,
                    RunState.RUNNING,
                    RunState.INTERRUPTED,
                    node,
                    "node " + node + " died; another goes on");
        }
        return taken == 1;
    }
}
