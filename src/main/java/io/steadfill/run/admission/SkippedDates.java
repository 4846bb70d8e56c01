package io.steadfill.run.admission;

import io.steadfill.control.Control;
import io.steadfill.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Business dates that are not to be launched. A word about one stands until the date has come. */
public final class SkippedDates {

    private final Control control;

    public SkippedDates(Control control) {
        this.control = control;
    }

    /** Whoever launches a date of a job and whoever has one skipped come one after the other from here to the end of their transactions. */
    public void lock(String job) {
        control.client()
                .sql("select job from steadfill_control_schedule where job = :job for update")
                .param("job", job)
                .query(String.class)
                .optional();
    }

    /** @throws io.steadfill.problem.ProblemException DATE_SKIPPED when the date is to be skipped */
    void requireNone(String job, LocalDate date) {
        lock(job);
        find(job, date).ifPresent(skip -> {
            throw Problem.DATE_SKIPPED
                    .with("job", job)
                    .with("businessDate", date.toString())
                    .with("by", skip.by())
                    .says("business date " + date + " of '" + job + "' is to be " + skip.says()
                            + "; 'schedule unskip " + job + " " + date
                            + "' takes that back, a launch without a business date is of no night");
        });
    }

    public Optional<SkippedDate> find(String job, LocalDate date) {
        return control.client()
                .sql("select * from steadfill_control_skip where job = :job and business_date = :date")
                .param("job", job)
                .param("date", date.toString())
                .query((row, n) -> read(row))
                .optional();
    }

    /** The nearest first. */
    public List<SkippedDate> of(String job) {
        return control.client()
                .sql("select * from steadfill_control_skip where job = :job order by business_date")
                .param("job", job)
                .query((row, n) -> read(row))
                .list();
    }

    /** Notes a word; it takes the place of an earlier one about the same date. */
    public void put(String job, SkippedDate skip) {
        remove(job, skip.date());
        control.client()
                .sql("insert into steadfill_control_skip (job, business_date, skipped_by, skipped_why, skipped_at)"
                        + " values (:job, :date, :by, :why, :at)")
                .param("job", job)
                .param("date", skip.date().toString())
                .param("by", skip.by())
                .param("why", skip.why())
                .param("at", Timestamp.from(skip.since()))
                .update();
    }

    /** False where nothing was said of the date. */
    public boolean remove(String job, LocalDate date) {
        return control.client()
                        .sql("delete from steadfill_control_skip where job = :job and business_date = :date")
                        .param("job", job)
                        .param("date", date.toString())
                        .update()
                > 0;
    }

    private static SkippedDate read(ResultSet row) throws SQLException {
        return new SkippedDate(
                LocalDate.parse(row.getString("business_date")),
                row.getString("skipped_by"),
                row.getString("skipped_why"),
                row.getTimestamp("skipped_at").toInstant());
    }
}
