package io.steadfill.desk.schedule;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.calendar.BlackOut;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.file.Jobs;
import io.steadfill.problem.Problem;
import io.steadfill.schedule.Schedules;
import io.steadfill.schedule.Skipping;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has several schedules launch nothing from one day to another, in one word. It asks for an operator of each job, and tells which it left out. */
public final class BlackOutDesk {

    private static final int REASONS_MAX = 3;
    private static final int YEAR_MIN = 1971;
    private static final int YEAR_MAX = 2100;

    private final Jobs jobs;
    private final Schedules schedules;
    private final Skipping skipping;

    BlackOutDesk(Jobs jobs, Schedules schedules, Skipping skipping) {
        this.jobs = jobs;
        this.schedules = schedules;
        this.skipping = skipping;
    }

    /**
     * Whose schedules are meant.
     *
     * @param jobs by name; none for all
     * @param database only those on it; null for any
     */
    public record Scope(List<String> jobs, @Nullable String database) {

        public Scope {
            jobs = List.copyOf(jobs);
        }

        public static Scope all() {
            return new Scope(List.of(), null);
        }

        public static Scope onDatabase(String name) {
            return new Scope(List.of(), name);
        }

        public static Scope of(List<String> jobs) {
            if (jobs.isEmpty()) {
                throw Problem.REQUEST_INVALID.says("name at least one job");
            }
            return new Scope(jobs, null);
        }
    }

    /** A run that would have been, or is again. */
    public record DateOf(String job, LocalDate date) {}

    /**
     * What the word does not hold for.
     *
     * @param date null where it is the whole job
     */
    public record LeftOut(String job, @Nullable LocalDate date, String why) {

        /** One sentence, or the part of one. */
        public String says() {
            return date == null ? job + ", " + why : why;
        }
    }

    /**
     * What came of a word.
     *
     * @param dates those that it holds for
     * @param leftOut those that run, or ran, all the same; a job whose schedule is not the asker's to operate is among them
     * @param dependents runs that wait for one of the dates and fail when it has come, unless they are skipped too
     */
    public record Answer(
            LocalDate from, LocalDate to, List<DateOf> dates, List<LeftOut> leftOut, List<DateOf> dependents) {

        public Answer {
            dates = List.copyOf(dates);
            leftOut = List.copyOf(leftOut);
            dependents = List.copyOf(dependents);
        }
    }

    /** @throws io.steadfill.problem.ProblemException REQUEST_INVALID when the last day comes before the first, or either is of another age */
    public static BlackOut days(LocalDate from, LocalDate to) {
        if (from.getYear() < YEAR_MIN || to.getYear() > YEAR_MAX || to.isBefore(from)) {
            throw Problem.REQUEST_INVALID.says(
                    "from " + from + " to " + to + " are no days: write the first and then the last,"
                            + " between the years " + YEAR_MIN + " and " + YEAR_MAX);
        }
        return new BlackOut(from, to);
    }

    private record Meant(List<JobDefinition> operated, List<LeftOut> leftOut) {}

    /**
     * Has every date skipped that those schedules have from one day to another, the first and the last among them.
     *
     * @throws io.steadfill.problem.ProblemException DATE_SETTLED when there is none that could be; NOT_PERMITTED for a job that is named; JOB_NOT_FOUND,
     *     SCHEDULE_NOT_FOUND
     */
    public Answer skip(Operator who, Scope scope, BlackOut days, String why) {
        Meant meant = meant(who, scope);
        List<Skipping.Said> said = skipping.skip(meant.operated(), days, who.name(), why);
        Dependents dependents = Dependents.seenBy(who, jobs, schedules);
        return required(
                answer(days, meant, said, one -> dependents.of(one.job(), one.date())),
                "is skipped",
                "none of these schedules has one");
    }

    /**
     * Takes back what was said of such dates, as far as they have not come.
     *
     * @param since only what was said in that moment; null for all
     * @throws io.steadfill.problem.ProblemException as {@link #skip}
     */
    public Answer takeBack(Operator who, Scope scope, BlackOut days, @Nullable Instant since) {
        Meant meant = meant(who, scope);
        List<Skipping.Said> said = skipping.takeBack(meant.operated(), days, since, who.name());
        return required(
                answer(days, meant, said, one -> List.of()),
                "is taken back",
                "nobody has one of these schedules skipped that is still to come");
    }

    private Meant meant(Operator who, Scope scope) {
        List<LeftOut> leftOut = new ArrayList<>();
        if (!scope.jobs().isEmpty()) {
            scope.jobs().forEach(job -> who.require(Role.OPERATOR, job));
            return new Meant(
                    scope.jobs().stream()
                            .distinct()
                            .map(job -> jobs.load(job).definition())
                            .toList(),
                    leftOut);
        }
        Jobs.Loaded loaded = jobs.loadAll();
        List<JobDefinition> seen = loaded.files().stream()
                .map(JobFile::definition)
                .filter(job -> job.schedule() != null && who.may(Role.VIEWER, job.name()))
                .filter(job -> scope.database() == null || scope.database().equals(job.database()))
                .toList();
        seen.stream()
                .filter(job -> !who.may(Role.OPERATOR, job.name()))
                .forEach(job -> leftOut.add(new LeftOut(job.name(), null, "it takes an operator of the job")));
        loaded.complaints().keySet().stream()
                .filter(job -> who.may(Role.VIEWER, job))
                .forEach(job -> leftOut.add(new LeftOut(
                        job,
                        null,
                        "its file is not valid: whether it has a schedule is not known, 'validate' says more")));
        if (seen.isEmpty()) {
            throw Problem.SCHEDULE_NOT_FOUND.says("there is no schedule "
                    + (scope.database() == null ? "" : "on database '" + scope.database() + "' ")
                    + "that you may see: 'schedules' lists those that there are");
        }
        return new Meant(
                seen.stream().filter(job -> who.may(Role.OPERATOR, job.name())).toList(), leftOut);
    }

    private static Answer answer(
            BlackOut days, Meant meant, List<Skipping.Said> said, Function<DateOf, List<String>> waiting) {
        List<DateOf> dates = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>(meant.leftOut());
        for (Skipping.Said one : said) {
            if (one.refused() == null) {
                dates.add(new DateOf(one.job(), one.date()));
            } else {
                leftOut.add(new LeftOut(one.job(), one.date(), one.refused()));
            }
        }
        List<DateOf> dependents = dates.stream()
                .flatMap(one -> waiting.apply(one).stream().map(job -> new DateOf(job, one.date())))
                .distinct()
                .toList();
        return new Answer(days.from(), days.to(), dates, leftOut, dependents);
    }

    private static Answer required(Answer answer, String none, String why) {
        if (!answer.dates().isEmpty()) {
            return answer;
        }
        String reasons =
                answer.leftOut().stream().limit(REASONS_MAX).map(LeftOut::says).collect(Collectors.joining("; "));
        throw Problem.DATE_SETTLED
                .with("from", answer.from().toString())
                .with("to", answer.to().toString())
                .says("no date from " + answer.from() + " to " + answer.to() + " " + none + ": "
                        + (reasons.isEmpty() ? why : reasons));
    }
}
