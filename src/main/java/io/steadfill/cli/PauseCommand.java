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
import java.util.regex.Pattern;
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

    /** Reads {@code 30m} as job files write it: with its unit, and above zero. */
    static final class Time implements ITypeConverter<Duration> {

        private static final Pattern WITH_UNIT = Pattern.compile("[0-9]+[a-zA-Z]+");

        @Override
        public Duration convert(String text) {
            try {
                Duration time = WITH_UNIT.matcher(text).matches() ? DurationStyle.SIMPLE.parse(text) : Duration.ZERO;
                if (!time.isZero()) {
                    return time;
                }
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw refused(text);
            }
            throw refused(text);
        }

        private static TypeConversionException refused(String text) {
            return new TypeConversionException("'" + text + "' is no time: write it like 30s, 15m or 2h");
        }
    }
}
