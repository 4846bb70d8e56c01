package io.steadfill.cli;

import io.steadfill.cli.local.Serving;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: REST, console, schedules and workers, until it is told to end. */
@Command(name = "serve", description = "Serve REST, console, schedules and workers.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "where to listen; 0 takes a free one (default: server.port, else 8080)")
    private int port = -1;

    ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        new Serving(shell, options).serve(port);
        return 0;
    }
}
