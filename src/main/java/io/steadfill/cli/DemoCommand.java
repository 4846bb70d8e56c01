package io.steadfill.cli;

import io.steadfill.cli.demo.Demo;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.local.Serving;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: sample data, and the main job end to end, on the PostgreSQL in the jar. */
@Command(
        name = "demo",
        description = "See it work: sample data and a whole migration on the PostgreSQL in this jar.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--rows", paramLabel = "N", description = "customers to make (default: ${DEFAULT-VALUE})")
    private int rows = 200_000;

    @Option(names = "--exit", description = "end after the summary; otherwise the console is served until Ctrl-C")
    private boolean exit;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "where the console listens; 0 takes a free one (default: server.port, else 8080)")
    private int port = -1;

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        options.workplace().useEmbedded();
        int code;
        try (Application application = Application.start(shell, options)) {
            code = new Demo(shell, options, application).show(rows);
        }
        if (code == 0 && !exit) {
            // On the same data, so that what was just done can be looked at.
            shell.out().flush();
            new Serving(shell, options).serve(port);
        }
        return code;
    }
}
