package io.steadfill.cli;

import io.steadfill.definition.JobDefinition;
import io.steadfill.run.Launched;
import io.steadfill.schema.Companions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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
            Launched launched = application.runs().launch(definition, parameters, shell.user());
            shell.err().println(launched.says());
            return new WorkHere(shell, options, application).work(launched.runId());
        }
    }
}
