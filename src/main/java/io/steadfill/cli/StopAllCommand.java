package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.remote.Remote;
import io.steadfill.cli.remote.RemoteVerbs;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.Words;
import io.steadfill.problem.Problem;
import io.steadfill.run.admission.Stop;
import io.steadfill.run.admission.Stops;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stop-all}: holds every run of a job, on a table, in a database, or all of them, and lets none begin. */
@Command(
        name = "stop-all",
        description = "Hold every run of a job, on a table, in a database, or all, and let none begin.",
        mixinStandardHelpOptions = true)
final class StopAllCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final Remote remote = new Remote();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(names = "--table", paramLabel = "TABLE", description = "with --database: only the jobs on this table")
    private @Nullable String table;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "the reason, shown to everybody")
    private String why = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "until this time is over, such as 2h (default: until somebody lifts it)",
            converter = PauseCommand.Time.class)
    private @Nullable Duration lasts;

    /** One of them. */
    static final class What {

        @Option(names = "--job", paramLabel = "JOB", description = "one job")
        private @Nullable String job;

        @Option(names = "--database", paramLabel = "NAME", description = "every job on a database")
        private @Nullable String database;

        @Option(names = "--everything", description = "every job")
        private boolean everything;
    }

    StopAllCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        if (table != null && what.database == null) {
            throw Problem.USAGE.says("--table goes with --database, which says where the table is");
        }
        if (remote.isGiven()) {
            return print(new RemoteVerbs(remote).stop(what.job, what.database, table, why, lasts));
        }
        try (Application application = Application.start(shell, options)) {
            if (what.database != null) {
                application.databases().named(what.database);
            }
            if (what.job != null) {
                application.jobs().load(what.job);
            }
            return print(application.bean(Stops.class).put(reach(), shell.user(), why, lasts));
        }
    }

    private int print(Stop stop) {
        shell.out()
                .println(
                        options.isJson()
                                ? Json.pretty(stop)
                                : "stop " + stop.id() + " holds " + stop.what()
                                        + (stop.expires() == null
                                                ? " until 'stops lift " + stop.id() + "'"
                                                : " until " + Words.time(stop.expires())));
        return 0;
    }

    private Stop.Reach reach() {
        if (what.job != null) {
            return Stop.Reach.job(what.job);
        }
        String database = what.database;
        if (what.everything || database == null) {
            return Stop.Reach.everything();
        }
        return table == null ? Stop.Reach.database(database) : Stop.Reach.table(database, table);
    }
}
