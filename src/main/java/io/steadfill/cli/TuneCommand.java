package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.remote.Remote;
import io.steadfill.cli.remote.RemoteVerbs;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.run.status.RunStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tune RUN key=value...}: changes limits while it works. */
@Command(
        name = "tune",
        description = "Change limits of a run: chunk-time, chunk-rows, duty, replica-lag, lock-waiters, quarantine.",
        mixinStandardHelpOptions = true)
final class TuneCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final Remote remote = new Remote();

    @Parameters(index = "0", paramLabel = "RUN", description = "the run's id")
    private String run = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "NAME=VALUE",
            description = "such as chunk-time=20ms duty=50%%")
    private Map<String, String> values = new LinkedHashMap<>();

    TuneCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        if (remote.isGiven()) {
            return print(new RemoteVerbs(remote).tune(run, values));
        }
        try (Application application = Application.start(shell, options)) {
            return print(application.runs().tune(run, values, shell.user()));
        }
    }

    private int print(RunStatus status) {
        if (options.isJson()) {
            shell.out().println(Json.pretty(status));
        } else {
            status.tuning().forEach((name, value) -> shell.out().println(name + " is " + value));
        }
        return 0;
    }
}
