package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.local.WorkHere;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.control.Control;
import io.steadfill.quarantine.QuarantineEntry;
import io.steadfill.run.Waivers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quarantine list|retry|waive RUN}: the rows that a run could not take. */
@Command(
        name = "quarantine",
        description = "Look at a run's quarantined rows, try them again, or waive them.",
        mixinStandardHelpOptions = true)
final class QuarantineCommand implements Runnable {

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
    CommandSpec spec;

    QuarantineCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, retry or waive, and the run");
    }

    @Command(name = "list", description = "Show the rows, why, and what to do.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Options options,
            @Parameters(paramLabel = "RUN") String run,
            @Option(names = "--last", paramLabel = "N", defaultValue = "100") int most) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            List<QuarantineEntry> entries = application.bean(Waivers.class).list(run, most);
            if (options.isJson()) {
                shell.out().println(Json.pretty(entries));
                return 0;
            }
            TextTable table = new TextTable("KEY", "STATE", "TRIES", "REASON", "ERROR", "WHAT TO DO");
            entries.forEach(entry -> table.row(
                    entry.row().key(),
                    entry.state(),
                    entry.attempts(),
                    entry.row().reason(),
                    entry.row().error(),
                    entry.advice()));
            shell.out().print(entries.isEmpty() ? "no row is in quarantine\n" : table.toString());
            return 0;
        }
    }

    @Command(
            name = "retry",
            description = "Try the open rows again, or some of them, in this process.",
            mixinStandardHelpOptions = true)
    int retry(
            @Mixin Options options,
            @Parameters(paramLabel = "RUN") String run,
            @Option(
                            names = "--key",
                            paramLabel = "KEY",
                            description = "only this row, by its key or id; may be given several times")
                    @Nullable
                    List<String> keys) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            if (keys == null) {
                application.runs().resume(run, shell.user());
            } else {
                // Together: where a row is not there, the run does not go on with the others.
                application.bean(Control.class).inTransaction(() -> {
                    application.runs().resume(run, shell.user());
                    return application.bean(Waivers.class).choose(run, named(keys), shell.user());
                });
            }
            return new WorkHere(shell, options, application).work(run);
        }
    }

    @Command(
            name = "waive",
            description = "Say that a row needs no change; the job's remedy is applied to it.",
            mixinStandardHelpOptions = true)
    int waive(
            @Mixin Options options,
            @Parameters(index = "0", paramLabel = "RUN") String run,
            @Parameters(index = "1", arity = "0..1", paramLabel = "KEY") @Nullable String key,
            @Option(
                            names = "--key",
                            paramLabel = "KEY",
                            description = "a row by its key or id; given several times, all of them or none is waived")
                    @Nullable
                    List<String> keys,
            @Option(names = "--all", description = "every open row") boolean all,
            @Option(names = "--why", required = true, paramLabel = "TEXT", description = "kept with the waiver")
                    String why) {
        if (Stream.of(all, key != null, keys != null).filter(said -> said).count() != 1) {
            throw new ParameterException(spec.commandLine(), "name one key, or several by --key, or say --all");
        }
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            Waivers waivers = application.bean(Waivers.class);
            String says;
            if (key != null) {
                says = waivers.waive(run, key, shell.user(), why)
                        ? "row " + key + " was waived, and needs nothing more"
                        : "row " + key + " is excused; it still matches the job's predicate";
            } else {
                int waived = keys == null
                        ? waivers.waiveAll(run, shell.user(), why)
                        : waivers.waive(run, named(keys), shell.user(), why);
                says = waived == 1 ? "1 row was waived" : waived + " rows were waived";
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("run", run);
            answer.put("says", says);
            shell.out().println(options.isJson() ? Json.pretty(answer) : says);
            return 0;
        }
    }

    private static Waivers.Meant named(List<String> keys) {
        return new Waivers.Meant(Set.copyOf(keys), null);
    }
}
