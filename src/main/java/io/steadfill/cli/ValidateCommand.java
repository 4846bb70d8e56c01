package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.definition.file.Jobs;
import io.steadfill.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code validate [JOB...]}: every complaint about job folders at once. */
@Command(
        name = "validate",
        description = "Check job folders: definition, transforms, companion scripts, and the tables they name.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

    private static final int INVALID = 2;

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Parameters(arity = "0..*", paramLabel = "JOB", description = "jobs of the jobs folder (default: all)")
    private List<String> names = List.of();

    @Option(names = "--offline", description = "ask no database")
    private boolean offline;

    ValidateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        Map<String, List<String>> complaints = new TreeMap<>();
        // Spring takes seconds to start, and is needed only to reach databases.
        if (offline) {
            Jobs jobs = new Jobs(options.workplace().jobs());
            wanted(jobs)
                    .forEach(job -> complaints.put(job, JobCheck.offline(jobs).complaints(job)));
        } else {
            try (Application application = Application.start(shell, options)) {
                Jobs jobs = application.jobs();
                wanted(jobs)
                        .forEach(job ->
                                complaints.put(job, JobCheck.online(application).complaints(job)));
            }
        }
        if (complaints.isEmpty()) {
            throw Problem.NOTHING_TO_DO
                    .with("jobs", options.workplace().jobs().toString())
                    .says("there is no job in '" + options.workplace().jobs()
                            + "', a job being a folder with a job.yaml in it; name another folder by --jobs");
        }
        return answer(complaints);
    }

    private List<String> wanted(Jobs jobs) {
        return names.isEmpty() ? jobs.names() : names;
    }

    private int answer(Map<String, List<String>> complaints) {
        boolean clean = complaints.values().stream().allMatch(List::isEmpty);
        if (options.isJson()) {
            shell.out().println(Json.pretty(complaints));
        } else {
            complaints.forEach((job, lines) -> {
                shell.out().println(lines.isEmpty() ? job + ": valid" : job + ": " + count(lines.size()));
                shell.out().flush();
                lines.forEach(line -> shell.err().println("error: " + line));
            });
            if (!clean) {
                shell.err().println("type: /problems/definition-invalid");
            }
        }
        return clean ? 0 : INVALID;
    }

    private static String count(int complaints) {
        return complaints == 1 ? "1 complaint" : complaints + " complaints";
    }
}
