package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.remote.Remote;
import io.steadfill.cli.remote.RemoteVerbs;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.cli.text.Words;
import io.steadfill.run.Runs;
import io.steadfill.run.status.RunQuery;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.status.RunsFound;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runs}: the newest runs. */
@Command(name = "runs", description = "List the newest runs.", mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final Remote remote = new Remote();

    @Option(names = "--last", paramLabel = "N", description = "how many (default: ${DEFAULT-VALUE})")
    private int last = 20;

    RunsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        if (remote.isGiven()) {
            return print(new RemoteVerbs(remote).runs(last));
        }
        try (Application application = Application.start(shell, options)) {
            return print(newest(application.runs()));
        }
    }

    private int print(List<RunStatus> runs) {
        if (options.isJson()) {
            shell.out().println(Json.pretty(runs));
            return 0;
        }
        TextTable table = new TextTable("RUN", "JOB", "STATE", "STARTED", "BY", "SAYS");
        runs.forEach(run -> table.row(
                run.runId(),
                run.job(),
                run.state(),
                Words.time(run.started()),
                run.startedBy(),
                run.says() == null ? "" : run.says()));
        shell.out().print(runs.isEmpty() ? "no runs yet\n" : table.toString());
        return 0;
    }

    private List<RunStatus> newest(Runs runs) {
        List<RunStatus> found = new ArrayList<>();
        RunQuery query = RunQuery.newest(RunQuery.LIMIT_MAX);
        while (found.size() < last) {
            RunsFound page = runs.list(query, job -> true);
            found.addAll(page.runs());
            if (page.next() == null) {
                break;
            }
            query = query.from(page.next());
        }
        return found.stream().limit(last).toList();
    }
}
