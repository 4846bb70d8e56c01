package io.steadfill.run.record;

import io.steadfill.control.Control;
import org.springframework.dao.DuplicateKeyException;

/** The small words on a run's row; each is written under the row's lock, within {@link RunStore#change}. */
public final class RunMarks {

    private final Control control;

    public RunMarks(Control control) {
        this.control = control;
    }

    /** Makes a run that had ended one that waits; what was said of its end is said of it no more. */
    public void setAside(RunRow row) {
        if (!row.state().isActive()) {
            control.client()
                    .sql("update steadfill_control_run set stage = 'PAUSED', active_key = job, owner = null,"
                            + " end_problem = null, end_says = null, ended_at = null where run_id = :run")
                    .param("run", row.runId())
                    .update();
        }
    }

    public void ignoreHours(String runId, String why) {
        control.client()
                .sql("update steadfill_control_run set ignores_hours = :why where run_id = :run")
                .param("run", runId)
                .param("why", why)
                .update();
    }

    /** Keeps who sets a run going; where it waits for an approval already, whoever asked for that stays known. */
    public void setGoing(RunRow row, String person) {
        if (row.isHeldForApproval()) {
            return;
        }
        control.client()
                .sql("update steadfill_control_run set said_by = :person where run_id = :run")
                .param("run", row.runId())
                .param("person", person)
                .update();
    }

    /** A person has looked at the canary. */
    public void passCanary(String runId) {
        control.client()
                .sql("update steadfill_control_run set canary_passed = 1 where run_id = :run")
                .param("run", runId)
                .update();
    }

    /** Makes room for another run of the same business date. */
    public void forgetDate(String runId) {
        control.client()
                .sql("update steadfill_control_run set date_key = null where run_id = :run")
                .param("run", runId)
                .update();
    }

    /** Makes a run that is over one that is being undone, and so active again; false where another run of its job is active. */
    public boolean undo(String runId) {
        try {
            control.tentatively(() -> control.client()
                    .sql(
                            "update steadfill_control_run set stage = 'UNDOING', active_key = job, owner = null, word = 'GO',"
                                    + " end_problem = null, end_says = null"
                                    + " where run_id = :run")
                    .param("run", runId)
                    .update());
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }
}
