package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.remote.Remote;
import io.steadfill.cli.remote.RemoteVerbs;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Said;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.run.status.RunStatus;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code pause RUN}: puts a hold on it. */
@Command(
        name = "pause",
        description = "Pause a run after the chunk in flight, until it is resumed.",
        mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final Remote remote = new Remote();

    @Parameters(paramLabel = "RUN", description = "the run's id")
    private String run = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "the reason, shown to everybody who asks")
    private String why = "no reason given";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "go on by itself after this time, such as 30m",
            converter = Time.class)
    private @Nullable Duration lasts;

    PauseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        if (remote.isGiven()) {
            Said.print(shell, options, new RemoteVerbs(remote).pause(run, why, lasts));
            return 0;
        }
        try (Application application = Application.start(shell, options)) {
            RunStatus status = application.runs().pause(run, shell.user(), why, lasts);
            Said.print(shell, options, status);
            return 0;
        }
    }

    /** Reads {@code 30m} as job files write it. */
    static final class Time implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return DurationStyle.SIMPLE.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is no time: write it like 30s, 15m or 2h");
            }
        }
    }
}
