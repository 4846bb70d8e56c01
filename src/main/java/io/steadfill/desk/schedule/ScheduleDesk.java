package io.steadfill.desk.schedule;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.file.Jobs;
import io.steadfill.run.Runs;
import io.steadfill.run.WaitingRuns;
import io.steadfill.run.admission.SkippedDate;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.Forecast;
import io.steadfill.schedule.ScheduleStatus;
import io.steadfill.schedule.Schedules;
import io.steadfill.schedule.Skipping;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be seen of schedules, and said to them. Each verb asks for its role on the job. */
public final class ScheduleDesk {

    /** As many as are needed to see one that runs behind some that are skipped. */
    private static final int DATES_SHOWN = 7;

    private final Jobs jobs;
    private final Schedules schedules;
    private final Skipping skipping;
    private final Runs runs;
    private final WaitingRuns waiting;

    ScheduleDesk(Jobs jobs, Schedules schedules, Skipping skipping, Runs runs, WaitingRuns waiting) {
        this.jobs = jobs;
        this.schedules = schedules;
        this.skipping = skipping;
        this.runs = runs;
        this.waiting = waiting;
    }

    /**
     * The schedules of the jobs that somebody may see, by the jobs' names. A job whose file is not valid is not among them.
     *
     * @param nights how many dates to come and how many that came, of each
     */
    public List<ScheduleStatus> list(Operator who, int nights) {
        return jobs.loadAll().files().stream()
                .map(JobFile::definition)
                .filter(job -> job.schedule() != null && who.may(Role.VIEWER, job.name()))
                .map(job -> schedules.status(job, nights))
                .toList();
    }

    /** @throws io.steadfill.problem.ProblemException JOB_NOT_FOUND, DEFINITION_INVALID, SCHEDULE_NOT_FOUND */
    public ScheduleStatus status(Operator who, String job, int nights) {
        who.require(Role.VIEWER, job);
        return schedules.status(definition(job), nights);
    }

    /** @param lasts how long; null until somebody resumes it */
    public ScheduleStatus pause(Operator who, String job, String why, @Nullable Duration lasts) {
        who.require(Role.OPERATOR, job);
        JobDefinition definition = definition(job);
        schedules.pause(definition, who.name(), why, lasts);
        return schedules.status(definition, 1);
    }

    public ScheduleStatus resume(Operator who, String job) {
        who.require(Role.OPERATOR, job);
        JobDefinition definition = definition(job);
        schedules.resume(definition, who.name());
        return schedules.status(definition, DATES_SHOWN);
    }

    /**
     * A date as it is after somebody spoke of it.
     *
     * @param due when its run is due, or would be; null where the schedule has it no more
     * @param skip who has it skipped; null where it runs
     * @param forGood whether that cannot be taken back, since its time has come
     * @param dependents jobs whose run of the same date waits for this one's, and fails where this one is skipped
     */
    public record NightDate(
            String job,
            LocalDate date,
            @Nullable Instant due,
            @Nullable SkippedDate skip,
            boolean forGood,
            List<String> dependents) {

        public NightDate {
            dependents = List.copyOf(dependents);
        }
    }

    /**
     * Has one date of a schedule skipped.
     *
     * @throws io.steadfill.problem.ProblemException DATE_SETTLED, SCHEDULE_NOT_FOUND
     */
    public NightDate skip(Operator who, String job, LocalDate date, String why) {
        who.require(Role.OPERATOR, job);
        JobDefinition definition = definition(job);
        SkippedDate word = skipping.skip(definition, date, who.name(), why);
        boolean forGood = !schedules.isSkipped(definition, date);
        return new NightDate(
                job,
                date,
                dueOf(definition, date),
                word,
                forGood,
                Dependents.seenBy(who, jobs, schedules).of(job, date));
    }

    /**
     * Takes that back.
     *
     * @throws io.steadfill.problem.ProblemException DATE_SETTLED, SCHEDULE_NOT_FOUND
     */
    public NightDate unskip(Operator who, String job, LocalDate date) {
        who.require(Role.OPERATOR, job);
        JobDefinition definition = definition(job);
        skipping.takeBack(definition, date, who.name());
        return new NightDate(job, date, dueOf(definition, date), null, false, List.of());
    }

    private static @Nullable Instant dueOf(JobDefinition job, LocalDate date) {
        Schedule schedule = job.schedule();
        return schedule == null ? null : schedule.due(date).orElse(null);
    }

    /** When an unfinished run will end, by its measured speed and its open hours; empty where nothing was measured yet. */
    public Optional<Forecast> forecast(Operator who, String runId) {
        who.require(Role.VIEWER, runs.status(runId).job());
        return waiting.forecast(runId);
    }

    /** Lets an unfinished run work outside its job's open hours; who has it worked lets it in at the next look. */
    public RunState ignoreHours(Operator who, String runId, String why) {
        who.require(Role.OPERATOR, runs.status(runId).job());
        return waiting.ignoreHours(runId, who.name(), who.person(), why);
    }

    private JobDefinition definition(String job) {
        return jobs.load(job).definition();
    }
}
