package io.steadfill.desk.schedule;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.calendar.Hours;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.file.Jobs;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Runs;
import io.steadfill.run.WaitingRuns;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunQuery;
import io.steadfill.run.status.RunStatus;
import io.steadfill.schedule.ScheduleStatus;
import io.steadfill.schedule.Schedules;
import io.steadfill.schedule.slot.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What schedules do in the hours around now, for those who are up at night. */
public final class NightDesk {

    private static final int DATES_LOOKED_AT = 8;

    private final Jobs jobs;
    private final Schedules schedules;
    private final Runs runs;
    private final WaitingRuns waiting;

    NightDesk(Jobs jobs, Schedules schedules, Runs runs, WaitingRuns waiting) {
        this.jobs = jobs;
        this.schedules = schedules;
        this.runs = runs;
        this.waiting = waiting;
    }

    /**
     * The jobs of which something is due or was at work between two moments, by when it begins. Asks the targets of runs that are not over.
     *
     * @param now dates after it are to come
     */
    public List<Night> between(Operator who, Instant from, Instant now, Instant to) {
        List<Night> nights = new ArrayList<>();
        for (JobFile file : jobs.loadAll().files()) {
            JobDefinition job = file.definition();
            Schedule schedule = job.schedule();
            if (schedule != null && who.may(Role.VIEWER, job.name())) {
                Night night = night(job, schedule, from, now, to);
                if (night.isBusy()) {
                    nights.add(night);
                }
            }
        }
        nights.sort(Comparator.comparing(NightDesk::begins).thenComparing(Night::job));
        return nights;
    }

    private Night night(JobDefinition job, Schedule schedule, Instant from, Instant now, Instant to) {
        ScheduleStatus status = schedules.status(job, DATES_LOOKED_AT);
        List<Slot> slots =
                status.history().stream().map(ScheduleStatus.Past::slot).toList();
        List<Night.Worked> worked = slots.stream()
                .map(Slot::runId)
                .filter(Objects::nonNull)
                .flatMap(run -> worked(run).stream())
                .filter(run ->
                        run.from().isBefore(to) && (run.to() == null || run.to().isAfter(from)))
                .toList();
        return new Night(
                job.name(),
                job.database(),
                schedule.cron().time() + " " + schedule.hours().zone().getId(),
                schedule.hours().toString(),
                job.dependsOn(),
                status.pause(),
                open(schedule.hours(), from, to),
                status.next().stream()
                        .filter(next -> next.due().isAfter(now) && next.due().isBefore(to))
                        .toList(),
                worked,
                slots.stream()
                        .filter(slot -> slot.runId() == null)
                        .filter(slot -> !slot.due().isBefore(from) && slot.due().isBefore(to))
                        .toList(),
                usually(job.name()));
    }

    private Optional<Night.Worked> worked(String runId) {
        try {
            RunStatus run = runs.status(runId);
            return Optional.of(new Night.Worked(
                    runId,
                    run.state(),
                    run.started(),
                    run.ended(),
                    run.ended() == null ? waiting.forecast(runId).orElse(null) : null));
        } catch (ProblemException e) {
            // Let go of by retention since.
            return Optional.empty();
        }
    }

    private static List<Hours.Stretch> open(Hours hours, Instant from, Instant to) {
        List<Hours.Stretch> all = new ArrayList<>();
        Instant at = from;
        while (at.isBefore(to)) {
            Hours.Stretch stretch = hours.stretch(at);
            if (!stretch.from().isBefore(to)) {
                return all;
            }
            all.add(new Hours.Stretch(
                    stretch.from().isBefore(from) ? from : stretch.from(),
                    stretch.to().isAfter(to) ? to : stretch.to()));
            at = stretch.to();
        }
        return all;
    }

    private @Nullable Duration usually(String job) {
        return runs.list(new RunQuery(job, null, RunState.COMPLETED, null, null, 1), seen -> true).runs().stream()
                .filter(run -> run.ended() != null)
                .map(run -> Duration.between(run.started(), run.ended()))
                .findFirst()
                .orElse(null);
    }

    private static Instant begins(Night night) {
        if (!night.worked().isEmpty()) {
            return night.worked().get(0).from();
        }
        return night.past().isEmpty()
                ? night.due().get(0).due()
                : night.past().get(0).due();
    }
}
