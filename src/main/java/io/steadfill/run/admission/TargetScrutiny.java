package io.steadfill.run.admission;

import io.steadfill.access.Operator;
import io.steadfill.approval.Subject;
import io.steadfill.approval.scrutiny.Scrutiny;
import io.steadfill.control.Control;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.parameter.RunParameters;
import io.steadfill.run.record.RunRow;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Asks the run's target, and the dates of schedules. */
final class TargetScrutiny implements RunScrutiny {

    private final Scrutiny scrutiny;
    private final Control control;

    TargetScrutiny(Scrutiny scrutiny, Control control) {
        this.scrutiny = scrutiny;
        this.control = control;
    }

    @Override
    public Optional<Subject> of(RunRow run) {
        return scrutiny.ofRun(run.runId(), run.definition(), run.typed());
    }

    @Override
    public Optional<Subject> nights(RunRow run) {
        JobDefinition job = run.definition();
        Schedule schedule = job.schedule();
        LocalDate date = run.businessDate();
        if (schedule == null
                || date == null
                || !run.startedBy().equals(Operator.SCHEDULE)
                || !hasCome(run.job(), date)) {
            return Optional.empty();
        }
        String ofDate = RunParameters.of(
                        job.parameters(),
                        schedule.parametersOn(date),
                        run.started().atOffset(ZoneOffset.UTC))
                .identityText();
        return run.parameters().equals(ofDate) ? scrutiny.ofNights(job) : Optional.empty();
    }

    /** Only the look at the schedules makes a date's row, when its time has come. */
    private boolean hasCome(String job, LocalDate date) {
        return control.client()
                        .sql("select count(*) from steadfill_control_slot where job = :job and business_date = :date")
                        .param("job", job)
                        .param("date", date.toString())
                        .query(Long.class)
                        .single()
                > 0;
    }
}
