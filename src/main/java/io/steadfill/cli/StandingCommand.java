package io.steadfill.cli;

import io.steadfill.access.Operator;
import io.steadfill.approval.standing.Standing;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.FactsText;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.cli.text.Words;
import io.steadfill.desk.approval.StandingDesk;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code standing list|show|give|revoke}: an approver's word for all nights of a job. */
@Command(
        name = "standing",
        description = "Approve all nights of a job at once, as long as nothing changes.",
        mixinStandardHelpOptions = true)
final class StandingCommand implements Runnable {

    private static final int MOST = 200;

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
    CommandSpec spec;

    StandingCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, show, give or revoke");
    }

    @Command(name = "list", description = "Those in force.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Options options,
            @Option(names = "--all", description = "those that were ended as well") boolean all) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            List<Standing> found =
                    application.bean(StandingDesk.class).list(Operator.ofThisMachine(shell.user()), all, MOST);
            if (options.isJson()) {
                shell.out().println(Json.pretty(found));
                return 0;
            }
            TextTable table = new TextTable("ID", "JOB", "STATE", "BY", "AT", "EXPIRES", "WHY", "ENDED");
            found.forEach(one -> table.row(
                    one.id(),
                    one.job(),
                    one.state(),
                    one.givenBy(),
                    Words.time(one.given()),
                    Words.time(one.expires()),
                    one.why(),
                    one.endedBy() == null ? "" : "by " + one.endedBy() + ": " + one.endedWhy()));
            shell.out().print(found.isEmpty() ? "no job has a standing approval\n" : table.toString());
            return 0;
        }
    }

    @Command(
            name = "show",
            description = "What the nights of a job are, with the hash to give a word for.",
            mixinStandardHelpOptions = true)
    int show(@Mixin Options options, @Parameters(paramLabel = "JOB") String job) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            StandingDesk.Nights nights =
                    application.bean(StandingDesk.class).nights(Operator.ofThisMachine(shell.user()), job);
            shell.out().print(options.isJson() ? Json.pretty(nights) + "\n" : text(nights));
            return 0;
        }
    }

    @Command(
            name = "give",
            description = "Say yes to all nights of a job that are what 'standing show' has shown.",
            mixinStandardHelpOptions = true)
    int give(
            @Mixin Options options,
            @Parameters(paramLabel = "JOB") String job,
            @Option(names = "--hash", required = true, paramLabel = "HASH", description = "what 'standing show' showed")
                    String hash,
            @Option(
                            names = "--for",
                            required = true,
                            paramLabel = "TIME",
                            description = "how long it holds, such as 90d; 366d at most",
                            converter = PauseCommand.Time.class)
                    Duration lasts,
            @Option(names = "--why", required = true, paramLabel = "TEXT", description = "kept with it") String why) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            Standing given = application
                    .bean(StandingDesk.class)
                    .give(Operator.ofThisMachine(shell.user()), job, hash, why, lasts);
            shell.out()
                    .println(
                            options.isJson()
                                    ? Json.pretty(given)
                                    : given.id() + ": the nights of '" + job + "' wait for nobody until "
                                            + Words.time(given.expires()) + "; 'standing revoke " + job
                                            + "' takes it back");
            return 0;
        }
    }

    @Command(
            name = "revoke",
            description = "Take it back: nights that have begun go on, those to come ask anew.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin Options options,
            @Parameters(paramLabel = "JOB") String job,
            @Option(names = "--why", required = true, paramLabel = "TEXT", description = "kept with it") String why) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            Standing ended =
                    application.bean(StandingDesk.class).revoke(Operator.ofThisMachine(shell.user()), job, why);
            shell.out()
                    .println(
                            options.isJson()
                                    ? Json.pretty(ended)
                                    : ended.id() + " is revoked: each night of '" + job + "' asks for itself");
            return 0;
        }
    }

    private static String text(StandingDesk.Nights nights) {
        Standing word = nights.standing();
        FactsText facts = new FactsText()
                .fact("job", nights.job())
                .fact(
                        "standing",
                        word == null
                                ? "none"
                                : word.id() + " by " + word.givenBy() + " until " + Words.time(word.expires()) + ", "
                                        + (nights.covers() ? "covers this" : "does not cover this"))
                .fact("hash", nights.hash() == null ? "the nights need nobody's word" : nights.hash());
        StringBuilder text = new StringBuilder(facts.toString());
        nights.what().forEach((name, value) -> {
            text.append('\n').append(name).append('\n');
            String whole = value instanceof Collection<?> many
                    ? String.join("\n", many.stream().map(String::valueOf).toList())
                    : String.valueOf(value);
            whole.lines().forEach(line -> text.append("  ").append(line).append('\n'));
        });
        return text.toString();
    }
}
