package io.steadfill.cli;

import io.steadfill.access.AccountDesk;
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
        try (Application application = Application.serve(shell, options, port)) {
            application.bean(AccountDesk.class).first().ifPresent(this::sayOnce);
            shell.err().println("serving on " + application.address() + " until Ctrl-C");
            shell.err().flush();
            application.awaitEnd();
            return 0;
        }
    }

    /** On the terminal and nowhere else: the log may be kept. */
    private void sayOnce(String password) {
        shell.err()
                .println("made the first account: name 'admin', password '" + password + "'; it is not shown again,"
                        + " change it by 'access password admin'");
    }
}
