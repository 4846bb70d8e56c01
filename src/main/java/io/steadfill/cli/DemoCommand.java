package io.steadfill.cli;

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

    @Option(names = "--exit", description = "end after the summary; otherwise the server stays until Ctrl-C")
    private boolean exit;

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        options.embedded = true;
        try (Application application = Application.start(shell, options)) {
            int code = new Demo(shell, options, application).show(rows);
            if (code == 0 && !exit) {
                stay();
            }
            return code;
        }
    }

    private void stay() {
        shell.err().println("the database stays until Ctrl-C");
        try {
            new java.util.concurrent.CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
