package io.steadfill.schedule.slot;

import io.steadfill.control.Control;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** The slots' rows in the control database. */
public final class SlotStore {

    private final Control control;

    public SlotStore(Control control) {
        this.control = control;
    }

    /** Adds a date whose time has come; false when somebody else did. */
    public boolean add(String job, LocalDate date, Instant due) {
        try {
            control.tentatively(() -> control.client()
                    .sql("insert into steadfill_control_slot (job, business_date, due_at) values (:job, :date, :due)")
                    .param("job", job)
                    .param("date", date.toString())
                    .param("due", Timestamp.from(due))
                    .update());
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Those that are still to be launched, the oldest first. */
    public List<Slot> pending(String job) {
        return control.client()
                .sql("select * from steadfill_control_slot where state = 'PENDING' and job = :job order by due_at")
                .param("job", job)
                .query((row, n) -> read(row))
                .list();
    }

    /** Locks one that is still to be launched, to the end of the transaction; empty when somebody else was quicker. */
    public Optional<Slot> lockPending(String job, LocalDate date) {
        return control.client()
                .sql("select * from steadfill_control_slot where job = :job and business_date = :date"
                        + " and state = 'PENDING' for update")
                .param("job", job)
                .param("date", date.toString())
                .query((row, n) -> read(row))
                .optional();
    }

    public Optional<Slot> find(String job, LocalDate date) {
        return control.client()
                .sql("select * from steadfill_control_slot where job = :job and business_date = :date")
                .param("job", job)
                .param("date", date.toString())
                .query((row, n) -> read(row))
                .optional();
    }

    /** Whether a later date of the job has come that was not skipped. */
    public boolean isFollowed(Slot slot) {
        return control.client()
                        .sql("select count(*) from steadfill_control_slot where job = :job and due_at > :due"
                                + " and state <> 'SKIPPED'")
                        .param("job", slot.job())
                        .param("due", Timestamp.from(slot.due()))
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Settles one, or notes why it waits; nothing happens to one that is settled already. */
    public void settle(Slot slot, Slot.State state, @Nullable String runId, @Nullable String reason) {
        control.client()
                .sql("update steadfill_control_slot set state = :state, run_id = :run, reason = :reason,"
                        + " changed_at = current_timestamp(6)"
                        + " where job = :job and business_date = :date and state = 'PENDING'")
                .param("state", state.name())
                .param("run", runId)
                .param("reason", reason)
                .param("job", slot.job())
                .param("date", slot.date().toString())
                .update();
    }

    /** The newest first. */
    public List<Slot> history(String job, int limit) {
        return control.client()
                .sql("select * from steadfill_control_slot where job = :job order by business_date desc limit " + limit)
                .param("job", job)
                .query((row, n) -> read(row))
                .list();
    }

    private static Slot read(ResultSet row) throws SQLException {
        return new Slot(
                row.getString("job"),
                LocalDate.parse(row.getString("business_date")),
                row.getTimestamp("due_at").toInstant(),
                Slot.State.valueOf(row.getString("state")),
                row.getString("run_id"),
                row.getString("reason"));
    }
}
