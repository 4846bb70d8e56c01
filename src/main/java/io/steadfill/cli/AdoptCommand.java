package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.cli.text.Words;
import io.steadfill.problem.Problem;
import io.steadfill.run.adoption.Adoption;
import io.steadfill.run.adoption.Outlook;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code adopt DATABASE}: takes over a target whose control database is lost, with its runs. */
@Command(
        name = "adopt",
        description = "Take over a target whose control database is lost, with its runs.",
        mixinStandardHelpOptions = true)
final class AdoptCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Parameters(paramLabel = "DATABASE", description = "a database of the configuration")
    private String database = "";

    @Option(names = "--print", description = "only say what would be adopted")
    private boolean print;

    @Option(
            names = "--lost",
            paramLabel = "ID",
            description = "the control database that is lost, as --print names it: whoever says so knows that it is")
    private @Nullable String lost;

    @Option(names = "--force", description = "also when nodes of the lost control still live: they are fenced out")
    private boolean force;

    AdoptCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            Adoption adoption = application.bean(Adoption.class);
            if (print) {
                show(adoption.look(database), "would become");
                return 0;
            }
            if (lost == null) {
                throw Problem.USAGE.says("look first by: adopt " + database
                        + " --print; it names the control database that is to be given up by --lost ID");
            }
            show(adoption.adopt(database, lost, force, shell.user()), "became");
            return 0;
        }
    }

    private void show(Outlook outlook, String verb) {
        if (options.isJson()) {
            shell.out().println(Json.pretty(outlook));
            return;
        }
        shell.out()
                .println("database '" + outlook.database() + "' belongs to control database " + outlook.control()
                        + (outlook.ours() ? ", which is this one" : "") + "; generation " + outlook.generation()
                        + (outlook.quietFor() == null
                                ? ""
                                : "; its last chunk was " + Words.duration(outlook.quietFor()) + " ago")
                        + (outlook.aliveBefore() == null
                                ? ""
                                : "; a node of it was here " + Words.duration(outlook.aliveBefore()) + " ago"));
        TextTable table = new TextTable("RUN", "JOB", "STARTED", "THERE", "HERE", "");
        outlook.runs()
                .forEach(run -> table.row(
                        run.runId(),
                        run.job(),
                        Words.time(run.started()),
                        run.target(),
                        run.known() ? run.becomes() + ", known" : verb + " " + run.becomes(),
                        run.says() == null ? "" : run.says()));
        shell.out().print(outlook.runs().isEmpty() ? "it has no runs\n" : table.toString());
        if (print && !outlook.ours()) {
            shell.out()
                    .println("once that control database is known to be lost and its nodes are stopped: adopt "
                            + outlook.database() + " --lost " + outlook.control());
        }
    }
}
