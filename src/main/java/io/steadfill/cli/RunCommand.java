package io.steadfill.cli;

import io.steadfill.definition.JobDefinition;
import io.steadfill.run.LaunchRequest;
import io.steadfill.run.Launched;
import io.steadfill.schema.Companions;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run JOB}: one run in this process, from wherever it is to its end. */
@Command(name = "run", description = "Run a job, or go on with its unfinished run.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

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

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
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
}
