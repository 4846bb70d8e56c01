package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.database.Database;
import io.steadfill.definition.JobDefinition;
import io.steadfill.run.ApprovedScripts;
import io.steadfill.schema.Applied;
import io.steadfill.schema.Companions;
import io.steadfill.schema.ScriptState;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schema status|expand|contract|undo|settle JOB}: a job's companion scripts. */
@Command(
        name = "schema",
        description = "Apply a job's companion scripts, before and after its data.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Runnable {

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
    CommandSpec spec;

    SchemaCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say status, expand, contract, undo or settle, and the job");
    }

    @Command(name = "status", description = "Show how far each script is.", mixinStandardHelpOptions = true)
    int status(@Mixin Options options, @Parameters(paramLabel = "JOB") String job) {
        return on(options, job, (application, database, folder, definition) -> {
            List<ScriptState> states = application.bean(Companions.class).status(database, folder, definition);
            shell.out().print(options.isJson() ? Json.pretty(states) + "\n" : table(states));
        });
    }

    @Command(name = "expand", description = "Apply what the job needs before it runs.", mixinStandardHelpOptions = true)
    int expand(@Mixin Options options, @Parameters(paramLabel = "JOB") String job) {
        return on(
                options,
                job,
                (application, database, folder, definition) ->
                        print(options, scripts(application).expand(database, folder, definition, shell.user())));
    }

    @Command(
            name = "contract",
            description = "Prove the data, then apply what may follow it.",
            mixinStandardHelpOptions = true)
    int contract(@Mixin Options options, @Parameters(paramLabel = "JOB") String job) {
        return on(
                options,
                job,
                (application, database, folder, definition) ->
                        print(options, scripts(application).contract(database, folder, definition, shell.user())));
    }

    @Command(name = "undo", description = "Take the newest applied direction back.", mixinStandardHelpOptions = true)
    int undo(@Mixin Options options, @Parameters(paramLabel = "JOB") String job) {
        return on(
                options,
                job,
                (application, database, folder, definition) ->
                        print(options, scripts(application).undo(database, folder, definition, shell.user())));
    }

    @Command(
            name = "settle",
            description = "Say how a statement ended whose process died, where the catalog cannot tell.",
            mixinStandardHelpOptions = true)
    int settle(
            @Mixin Options options,
            @Parameters(paramLabel = "JOB") String job,
            @Parameters(paramLabel = "FILE:LINE", description = "where the statement begins, as the refusal names it")
                    String place,
            @Parameters(paramLabel = "done|not-done", description = "whether it took effect: look first")
                    Outcome outcome) {
        return on(
                options,
                job,
                (application, database, folder, definition) -> print(
                        options,
                        scripts(application)
                                .settle(database, folder, definition, shell.user(), place, outcome == Outcome.DONE)));
    }

    /** How a statement ended. */
    enum Outcome {
        DONE("done"),
        NOT_DONE("not-done");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    private interface Step {
        void take(Application application, Database database, Path folder, JobDefinition job);
    }

    private int on(Options options, String name, Step step) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            JobDefinition job = application.job(name);
            step.take(application, application.database(job), application.folder(job), job);
            return 0;
        }
    }

    private static ApprovedScripts scripts(Application application) {
        return application.bean(ApprovedScripts.class);
    }

    private void print(Options options, Applied applied) {
        if (options.isJson()) {
            shell.out().println(Json.pretty(applied));
            return;
        }
        shell.out()
                .println(
                        applied.files().isEmpty()
                                ? "nothing had to be applied"
                                : "applied " + String.join(", ", applied.files()));
        shell.out().print(table(applied.states()));
    }

    private static String table(List<ScriptState> states) {
        if (states.isEmpty()) {
            return "the job has no companion scripts\n";
        }
        TextTable table = new TextTable("DIRECTION", "FILE", "STATE", "DONE", "BY", "AT");
        states.forEach(state -> table.row(
                state.direction().key(),
                state.file(),
                state.state() + (state.error() == null ? "" : ": " + state.error()),
                state.done() + "/" + state.statements(),
                state.by() == null ? "" : state.by(),
                state.at() == null ? "" : state.at()));
        return table.toString();
    }
}
