package io.steadfill.schedule;

import io.steadfill.control.Control;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** What the control database knows of schedules: up to when each was looked at, and who paused it. */
final class ScheduleStore {

    /**
     * One schedule.
     *
     * @param seenTo every date that was due until then has its slot
     * @param pause null where it is not paused
     */
    record Known(
            String job,
            String timing,
            Instant seenTo,
            @Nullable Pause pause) {}

    private final Control control;

    ScheduleStore(Control control) {
        this.control = control;
    }

    Optional<Known> find(String job) {
        return control.client()
                .sql("select * from steadfill_control_schedule where job = :job")
                .param("job", job)
                .query((row, n) -> read(row))
                .optional();
    }

    /** Notes a schedule that was not there before: dates that were due earlier are none of its. */
    void begin(String job, String timing, Instant now) {
        try {
            control.tentatively(() -> control.client()
                    .sql("insert into steadfill_control_schedule (job, timing, seen_to) values (:job, :timing, :now)")
                    .param("job", job)
                    .param("timing", timing)
                    .param("now", Timestamp.from(now))
                    .update());
        } catch (DuplicateKeyException e) {
            // Another node saw it in the same moment, and knows as much as we do.
            return;
        }
    }

    /** Notes other times of a schedule; only the dates after this moment are due by them. */
    void changed(Known known, String timing, Instant now) {
        control.client()
                .sql("update steadfill_control_schedule set timing = :timing, seen_to = :now"
                        + " where job = :job and timing = :before")
                .param("timing", timing)
                .param("now", Timestamp.from(now))
                .param("job", known.job())
                .param("before", known.timing())
                .update();
    }

    /** A clock that was set back moves nothing back. */
    void seen(String job, Instant to) {
        control.client()
                .sql("update steadfill_control_schedule set seen_to = :to where job = :job and seen_to < :to")
                .param("job", job)
                .param("to", Timestamp.from(to))
                .update();
    }

    void pause(String job, Pause pause) {
        Instant until = pause.until();
        control.client()
                .sql("update steadfill_control_schedule set paused_by = :by, paused_why = :why, paused_at = :at,"
                        + " paused_until = :until where job = :job")
                .param("job", job)
                .param("by", pause.by())
                .param("why", pause.why())
                .param("at", Timestamp.from(pause.since()))
                .param("until", until == null ? null : Timestamp.from(until), Types.TIMESTAMP)
                .update();
    }

    void resume(String job) {
        control.client()
                .sql("update steadfill_control_schedule set paused_by = null, paused_why = null, paused_at = null,"
                        + " paused_until = null where job = :job")
                .param("job", job)
                .update();
    }

    private static Known read(ResultSet row) throws SQLException {
        String by = row.getString("paused_by");
        Timestamp at = row.getTimestamp("paused_at");
        Timestamp until = row.getTimestamp("paused_until");
        Pause pause = by == null || at == null
                ? null
                : new Pause(by, row.getString("paused_why"), at.toInstant(), until == null ? null : until.toInstant());
        return new Known(
                row.getString("job"),
                row.getString("timing"),
                row.getTimestamp("seen_to").toInstant(),
                pause);
    }
}
