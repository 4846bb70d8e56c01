package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.retention.Retention;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code retention}: what a server does every night. */
@Command(
        name = "retention",
        description = "Let go of what is older than steadfill.retention keeps, as a server does every night.",
        mixinStandardHelpOptions = true)
final class RetentionCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--print", description = "only say what would go")
    private boolean print;

    RetentionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            Retention retention = application.bean(Retention.class);
            Map<String, Long> gone = print ? retention.preview() : retention.sweep();
            if (options.isJson()) {
                shell.out().println(Json.pretty(gone));
                return 0;
            }
            TextTable table = new TextTable("WHAT", print ? "WOULD GO" : "GONE");
            gone.forEach((what, count) -> table.row(what, count));
            shell.out().print(table);
            return 0;
        }
    }
}
