package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.remote.Remote;
import io.steadfill.cli.remote.RemoteVerbs;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.cli.text.Words;
import io.steadfill.run.admission.Stop;
import io.steadfill.run.admission.Stops;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stops}: those in force; {@code stops lift STOP} ends one. */
@Command(
        name = "stops",
        description = "List the stops in force, or lift one.",
        mixinStandardHelpOptions = true,
        subcommands = StopsCommand.Lift.class)
final class StopsCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final Remote remote = new Remote();

    StopsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        if (remote.isGiven()) {
            return print(new RemoteVerbs(remote).stops());
        }
        try (Application application = Application.start(shell, options)) {
            return print(application.bean(Stops.class).list());
        }
    }

    private int print(List<Stop> stops) {
        if (options.isJson()) {
            shell.out().println(Json.pretty(stops));
            return 0;
        }
        TextTable table = new TextTable("STOP", "WHAT", "BY", "SINCE", "UNTIL", "WHY");
        stops.forEach(stop -> table.row(
                stop.id(),
                stop.what(),
                stop.by(),
                Words.time(stop.since()),
                stop.expires() == null ? "lifted" : Words.time(stop.expires()),
                stop.why()));
        shell.out().print(stops.isEmpty() ? "no stop is in force\n" : table.toString());
        return 0;
    }

    /** Ends one. A server goes on with the runs that it held; without one each is to be resumed. */
    @Command(name = "lift", description = "End a stop.", mixinStandardHelpOptions = true)
    static final class Lift implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final Options options = new Options();

        @Mixin
        private final Remote remote = new Remote();

        @Parameters(paramLabel = "STOP", description = "its id, as 'stops' lists it")
        private String stop = "";

        Lift(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            options.applyToLog();
            if (remote.isGiven()) {
                int freed = new RemoteVerbs(remote).lift(stop);
                return print(
                        Map.of("stop", stop, "freed", freed),
                        freed == 0 ? "" : "; runs that the server goes on with: " + Words.number(freed));
            }
            try (Application application = Application.start(shell, options)) {
                List<String> free = application.bean(Stops.class).lift(stop, shell.user(), run -> {});
                return print(
                        Map.of("stop", stop, "freed", free.size(), "runs", free),
                        free.isEmpty() ? "" : "; these can go on: " + String.join(", ", free));
            }
        }

        private int print(Map<String, Object> lifted, String further) {
            shell.out()
                    .println(
                            options.isJson()
                                    ? Json.pretty(new TreeMap<>(lifted))
                                    : "stop " + stop + " is lifted" + further);
            return 0;
        }
    }
}
