package io.steadfill.cli;

import io.steadfill.access.Operator;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.Words;
import io.steadfill.desk.schedule.ScheduleDesk;
import io.steadfill.schedule.ScheduleStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schedule pause|resume JOB} and {@code schedule skip|unskip JOB DATE}. */
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
                spec.commandLine(), "say pause or resume and the job, or skip or unskip, the job and the date");
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
            application.bean(ScheduleDesk.class).pause(Operator.ofThisMachine(shell.user()), job, why, lasts);
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
            var status = application.bean(ScheduleDesk.class).resume(Operator.ofThisMachine(shell.user()), job);
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
