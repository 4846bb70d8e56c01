package io.steadfill.cli;

import io.steadfill.access.Operator;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.Words;
import io.steadfill.desk.schedule.BlackOutDesk;
import io.steadfill.desk.schedule.ScheduleDesk;
import io.steadfill.schedule.ScheduleStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schedule pause|resume JOB}, {@code schedule skip|unskip JOB DATE} and {@code schedule skip-days|unskip-days FROM TO}. */
@Command(
        name = "schedule",
        description = "Have a job's schedule launch nothing for a while, or on one date.",
        mixinStandardHelpOptions = true)
final class ScheduleCommand implements Runnable {

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
    CommandSpec spec;

    ScheduleCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say pause or resume and the job; skip or unskip, the job and the date; or skip-days or unskip-days,"
                        + " the first and the last day and whose");
    }

    @Command(
            name = "pause",
            description = "Launch nothing; dates that are due meanwhile are skipped.",
            mixinStandardHelpOptions = true)
    int pause(
            @Mixin Options options,
            @Parameters(paramLabel = "JOB") String job,
            @Option(
                            names = "--why",
                            paramLabel = "TEXT",
                            required = true,
                            description = "the reason, shown to everybody who asks")
                    String why,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            description = "go on by itself after this time, such as 12h",
                            converter = PauseCommand.Time.class)
                    @Nullable
                    Duration lasts) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            ScheduleStatus status =
                    application.bean(ScheduleDesk.class).pause(Operator.ofThisMachine(shell.user()), job, why, lasts);
            if (options.isJson()) {
                shell.out().println(Json.pretty(status));
                return 0;
            }
            shell.out()
                    .println("the schedule of '" + job + "' is paused"
                            + (lasts == null ? "; 'schedule resume " + job + "' takes it back" : ""));
            return 0;
        }
    }

    @Command(name = "resume", description = "Take a pause back.", mixinStandardHelpOptions = true)
    int resume(@Mixin Options options, @Parameters(paramLabel = "JOB") String job) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            ScheduleStatus status =
                    application.bean(ScheduleDesk.class).resume(Operator.ofThisMachine(shell.user()), job);
            if (options.isJson()) {
                shell.out().println(Json.pretty(status));
                return 0;
            }
            ScheduleStatus.Next next = status.nextRun();
            shell.out()
                    .println("the schedule of '" + job + "' goes on"
                            + (next == null ? "" : "; next " + Words.time(next.due())));
            return 0;
        }
    }

    @Command(
            name = "skip",
            description = "Launch nothing for one date that is to come.",
            mixinStandardHelpOptions = true)
    int skip(
            @Mixin Options options,
            @Parameters(paramLabel = "JOB") String job,
            @Parameters(paramLabel = "DATE", description = "a business date, such as 2026-11-27") LocalDate date,
            @Option(
                            names = "--why",
                            paramLabel = "TEXT",
                            required = true,
                            description = "the reason, shown to everybody who asks")
                    String why) {
        return say(options, (desk, who) -> desk.skip(who, job, date, why));
    }

    @Command(
            name = "unskip",
            description = "Have a date run after all that was to be skipped and has not come.",
            mixinStandardHelpOptions = true)
    int unskip(
            @Mixin Options options,
            @Parameters(paramLabel = "JOB") String job,
            @Parameters(paramLabel = "DATE", description = "a business date, such as 2026-11-27") LocalDate date) {
        return say(options, (desk, who) -> desk.unskip(who, job, date));
    }

    /** Whose schedules are meant. */
    static final class Whose {

        @Option(names = "--job", paramLabel = "JOB", split = ",", description = "of this job; may be said again")
        private List<String> jobs = new ArrayList<>();

        @Option(names = "--database", paramLabel = "NAME", description = "of all jobs on this database")
        @Nullable
        private String database;

        @Option(names = "--all", description = "of all jobs")
        private boolean all;

        /** Exactly one of the three, so that what was forgotten never means everything. */
        BlackOutDesk.Scope scope(CommandSpec spec) {
            if ((jobs.isEmpty() ? 0 : 1) + (database == null ? 0 : 1) + (all ? 1 : 0) != 1) {
                throw new ParameterException(spec.commandLine(), "say whose: --job JOB, --database NAME or --all");
            }
            if (database != null) {
                return BlackOutDesk.Scope.onDatabase(database);
            }
            return all ? BlackOutDesk.Scope.all() : BlackOutDesk.Scope.of(jobs);
        }
    }

    @Command(
            name = "skip-days",
            description = "Launch nothing from one day to another, of several jobs or all.",
            mixinStandardHelpOptions = true)
    int skipDays(
            @Mixin Options options,
            @Parameters(paramLabel = "FROM", description = "the first day, such as 2026-12-24") LocalDate from,
            @Parameters(paramLabel = "TO", description = "the last") LocalDate to,
            @Mixin Whose whose,
            @Option(
                            names = "--why",
                            paramLabel = "TEXT",
                            required = true,
                            description = "the reason, shown to everybody who asks")
                    String why) {
        BlackOutDesk.Scope scope = whose.scope(spec);
        return sayDays(options, "skipped", (desk, who) -> desk.skip(who, scope, BlackOutDesk.days(from, to), why));
    }

    @Command(
            name = "unskip-days",
            description = "Have dates from one day to another run after all that were to be skipped and have not come.",
            mixinStandardHelpOptions = true)
    int unskipDays(
            @Mixin Options options,
            @Parameters(paramLabel = "FROM", description = "the first day, such as 2026-12-24") LocalDate from,
            @Parameters(paramLabel = "TO", description = "the last") LocalDate to,
            @Mixin Whose whose) {
        BlackOutDesk.Scope scope = whose.scope(spec);
        return sayDays(options, "to run", (desk, who) -> desk.takeBack(who, scope, BlackOutDesk.days(from, to), null));
    }

    private int sayDays(Options options, String now, BiFunction<BlackOutDesk, Operator, BlackOutDesk.Answer> word) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            BlackOutDesk.Answer said =
                    word.apply(application.bean(BlackOutDesk.class), Operator.ofThisMachine(shell.user()));
            if (options.isJson()) {
                shell.out().println(Json.pretty(said));
                return 0;
            }
            said.dates().forEach(one -> shell.out().println(one.date() + " of '" + one.job() + "' is " + now));
            said.leftOut().forEach(one -> shell.out().println("left out: " + one.says()));
            said.dependents()
                    .forEach(one -> shell.out()
                            .println("'" + one.job() + "' depends on one of these: its " + one.date()
                                    + " fails unless that is skipped too"));
            return 0;
        }
    }

    private int say(Options options, BiFunction<ScheduleDesk, Operator, ScheduleDesk.NightDate> word) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            ScheduleDesk.NightDate said =
                    word.apply(application.bean(ScheduleDesk.class), Operator.ofThisMachine(shell.user()));
            if (options.isJson()) {
                shell.out().println(Json.pretty(said));
                return 0;
            }
            String takesBack =
                    said.forGood() ? "" : "; 'schedule unskip " + said.job() + " " + said.date() + "' takes it back";
            shell.out()
                    .println(said.date() + " of '" + said.job() + "'"
                            + (said.due() == null ? "" : ", due " + Words.time(said.due()) + ",")
                            + (said.skip() == null ? " runs after all" : " is skipped" + takesBack));
            said.dependents()
                    .forEach(other -> shell.out()
                            .println("'" + other + "' depends on it: its " + said.date()
                                    + " fails unless that is skipped too"));
            return 0;
        }
    }
}
