package io.steadfill.desk.schedule;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.file.Jobs;
import io.steadfill.schedule.Schedules;
import java.time.LocalDate;
import java.util.List;

/** The jobs whose run of a date waits for another job's, as somebody may see them. */
record Dependents(List<JobDefinition> all, Schedules schedules) {

    static Dependents seenBy(Operator who, Jobs jobs, Schedules schedules) {
        return new Dependents(
                jobs.loadAll().files().stream()
                        .map(JobFile::definition)
                        .filter(job -> who.may(Role.VIEWER, job.name()))
                        .toList(),
                schedules);
    }

    /** Those that have a run on the date, as things are. */
    List<String> of(String job, LocalDate date) {
        return all.stream()
                .filter(other -> other.dependsOn().contains(job))
                .filter(other -> isDue(other, date) && !schedules.isSkipped(other, date))
                .map(JobDefinition::name)
                .toList();
    }

    private static boolean isDue(JobDefinition job, LocalDate date) {
        Schedule schedule = job.schedule();
        return schedule != null && schedule.due(date).isPresent();
    }
}
