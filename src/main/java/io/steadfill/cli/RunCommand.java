package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.local.WorkHere;
import io.steadfill.cli.remote.Remote;
import io.steadfill.cli.remote.RemoteRun;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Said;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.Problem;
import io.steadfill.run.LaunchRequest;
import io.steadfill.run.Launched;
import io.steadfill.run.status.RunStatus;
import io.steadfill.schema.Companions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code run JOB}: one run in this process, from wherever it is to its end. */
@Command(name = "run", description = "Run a job, or go on with its unfinished run.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final Remote remote = new Remote();

    @Parameters(paramLabel = "JOB", description = "a job of the jobs folder")
    private String job = "";

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "a parameter of the job; repeatable")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--business-date",
            paramLabel = "DATE",
            description = "the run of this date, such as 2026-01-31; a date is done once, whoever asks")
    private @Nullable LocalDate businessDate;

    @Option(
            names = "--ignore-window",
            paramLabel = "REASON",
            description = "work also outside the job's open hours; the reason is audited")
    private @Nullable String ignoreWindow;

    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "TIME",
            description = "with --url: wait until it is over, at most this time, such as 8h")
    private @Nullable String wait;

    @Option(
            names = "--if-running",
            paramLabel = "ok|fail",
            description = "with --url: what an unfinished run of the job is (default: ${DEFAULT-VALUE})")
    private IfRunning ifRunning = IfRunning.ok;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "with --url: sent twice with one key, it is done once (default: a new one)")
    private @Nullable String key;

    /** What an unfinished run is. */
    enum IfRunning {
        ok,
        fail
    }

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        if (remote.isGiven()) {
            return there();
        }
        if (wait != null || key != null || ifRunning == IfRunning.fail) {
            throw Problem.USAGE.says("--wait, --if-running and --idempotency-key go with --url, which names a server");
        }
        try (Application application = Application.start(shell, options)) {
            JobDefinition definition = application.job(job);
            Readiness.require(application, definition);
            application
                    .bean(Companions.class)
                    .requireExpanded(application.database(definition), application.folder(definition), definition);
            Launched launched = application
                    .runs()
                    .launch(definition, new LaunchRequest(parameters, businessDate, ignoreWindow), shell.user());
            shell.err().println(launched.says());
            return new WorkHere(shell, options, application).work(launched.runId());
        }
    }

    private int there() {
        RemoteRun there = new RemoteRun(shell, options, remote);
        @Nullable Duration patience = patience(wait);
        RunStatus launched = there.launch(
                job, new LaunchRequest(parameters, businessDate, ignoreWindow), key, ifRunning == IfRunning.fail);
        if (wait != null) {
            return there.await(launched.runId(), patience, launched);
        }
        Said.print(shell, options, launched);
        return 0;
    }

    /**
     * How long to wait; null as long as it takes.
     *
     * @throws io.steadfill.problem.ProblemException USAGE when it is no time
     */
    static @Nullable Duration patience(@Nullable String wait) {
        if (wait == null || wait.isEmpty()) {
            return null;
        }
        try {
            return new PauseCommand.Time().convert(wait);
        } catch (TypeConversionException e) {
            throw Problem.USAGE.says("invalid value for option '--wait': " + e.getMessage(), e);
        }
    }
}
