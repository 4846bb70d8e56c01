package io.steadfill.cli;

import io.steadfill.access.Operator;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Words;
import io.steadfill.desk.schedule.ScheduleDesk;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schedule pause|resume JOB}. */
@Command(
        name = "schedule",
        description = "Have a job's schedule launch nothing for a while.",
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
        throw new ParameterException(spec.commandLine(), "say pause or resume, and the job");
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
            shell.out()
                    .println("the schedule of '" + job + "' goes on"
                            + (status.next().isEmpty()
                                    ? ""
                                    : "; next "
                                            + Words.time(status.next().get(0).due())));
            return 0;
        }
    }
}
