package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.remote.Remote;
import io.steadfill.cli.remote.RemoteRun;
import io.steadfill.cli.remote.RemoteVerbs;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.StatusText;
import io.steadfill.problem.Problem;
import io.steadfill.run.WaitingRuns;
import io.steadfill.run.status.Forecast;
import io.steadfill.run.status.RunStatus;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status RUN}: where it is, how fast, why it waits, and what may be said to it. */
@Command(
        name = "status",
        description = "Show a run: state, progress, why it waits, what may be said to it.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final Remote remote = new Remote();

    @Parameters(paramLabel = "RUN", description = "the run's id, as 'runs' lists it")
    private String run = "";

    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "TIME",
            description = "with --url: wait until it is over, at most this time, such as 8h")
    private @Nullable String wait;

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        if (remote.isGiven()) {
            if (wait != null) {
                return new RemoteRun(shell, options, remote).await(run, RunCommand.patience(wait), null);
            }
            RunStatus status = new RemoteVerbs(remote).status(run);
            shell.out().print(options.isJson() ? Json.pretty(status) + "\n" : StatusText.of(status));
            return 0;
        }
        if (wait != null) {
            throw Problem.USAGE.says("--wait goes with --url: a run of this machine is worked by 'resume'");
        }
        try (Application application = Application.start(shell, options)) {
            RunStatus status = application.runs().status(run);
            Optional<Forecast> forecast = application.bean(WaitingRuns.class).forecast(run);
            shell.out().print(options.isJson() ? Json.pretty(status) + "\n" : StatusText.of(status));
            if (!options.isJson()) {
                forecast.ifPresent(found -> shell.out().println("forecast   " + found.says()));
            }
            return 0;
        }
    }
}
