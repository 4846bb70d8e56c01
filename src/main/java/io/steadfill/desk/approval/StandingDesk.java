package io.steadfill.desk.approval;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.approval.Subject;
import io.steadfill.approval.scrutiny.Scrutiny;
import io.steadfill.approval.standing.Standing;
import io.steadfill.approval.standing.StandingApprovals;
import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.file.Jobs;
import io.steadfill.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Approvers' words for all nights of a job: what one would see before giving it, giving it, taking it back. */
public final class StandingDesk {

    private final Jobs jobs;
    private final Databases databases;
    private final Control control;
    private final Scrutiny scrutiny;
    private final StandingApprovals standing;

    StandingDesk(Jobs jobs, Databases databases, Control control, Scrutiny scrutiny, StandingApprovals standing) {
        this.jobs = jobs;
        this.databases = databases;
        this.control = control;
        this.scrutiny = scrutiny;
        this.standing = standing;
    }

    /**
     * The nights of a job as they are now, and the word for them.
     *
     * @param hash what a word is to be given for; null where the nights need nobody's word
     * @param what the same for a person to read
     * @param standing null where none was given, or it was ended
     * @param covers whether that one was given for just this, and is in force
     * @param mayGive whether the asker may give one, or take it back
     */
    public record Nights(
            String job,
            @Nullable String hash,
            Map<String, Object> what,
            @Nullable Standing standing,
            boolean covers,
            boolean mayGive) {}

    /** The words for the jobs that somebody may see; with {@code all} also those that were ended. */
    public List<Standing> list(Operator who, boolean all, int limit) {
        return all
                ? standing.newest(job -> who.may(Role.VIEWER, job), limit)
                : standing.current().stream()
                        .filter(one -> who.may(Role.VIEWER, one.job()))
                        .limit(limit)
                        .toList();
    }

    /** The names of the jobs with a schedule that somebody may see. */
    public List<String> scheduled(Operator who) {
        return jobs.loadAll().files().stream()
                .map(JobFile::definition)
                .filter(job -> job.schedule() != null && who.may(Role.VIEWER, job.name()))
                .map(JobDefinition::name)
                .toList();
    }

    /** @throws io.steadfill.problem.ProblemException JOB_NOT_FOUND, SCHEDULE_NOT_FOUND, DATABASE_UNREACHABLE */
    public Nights nights(Operator who, String job) {
        who.require(Role.VIEWER, job);
        control.identity();
        Subject now = scrutiny.ofNights(scheduled(job)).orElse(null);
        Standing word = standing.of(job).orElse(null);
        return new Nights(
                job,
                now == null ? null : now.hash(),
                now == null ? Map.of() : now.what(),
                word,
                now != null
                        && word != null
                        && word.state() == Standing.State.IN_FORCE
                        && word.hash().equals(now.hash()),
                who.may(Role.APPROVER, job));
    }

    /**
     * Gives a word for all nights to come.
     *
     * @param seen the hash that the approver was shown
     * @throws io.steadfill.problem.ProblemException NOT_PERMITTED, APPROVAL_CLOSED when the nights are something else by now
     */
    public Standing give(Operator who, String job, String seen, String why, Duration lasts) {
        who.require(Role.APPROVER, job);
        control.identity();
        Subject now = scrutiny.ofNights(scheduled(job))
                .orElseThrow(() -> Problem.USAGE
                        .with("job", job)
                        .says("the nights of '" + job + "' need nobody's word: nothing about them is risky here"));
        return standing.give(now, seen, who, why, lasts);
    }

    /** Nights that have begun go on; those to come ask anew. */
    public Standing revoke(Operator who, String job, String why) {
        who.require(Role.APPROVER, job);
        return standing.revoke(job, who, why);
    }

    private JobDefinition scheduled(String name) {
        JobFile file = jobs.load(name);
        JobDefinition job = file.definitionOn(
                databases.named(file.definition().database()).dialect().vendor());
        if (job.schedule() == null) {
            throw Problem.SCHEDULE_NOT_FOUND
                    .with("job", name)
                    .says("the job '" + name + "' has no schedule: only nights can be approved in advance");
        }
        return job;
    }
}
