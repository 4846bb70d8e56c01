package io.steadfill.cli;

import io.steadfill.access.Operator;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.desk.NoticeDesk;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code notice test NAME}: tries out who is told. */
@Command(name = "notice", description = "Try out a notice of the configuration.", mixinStandardHelpOptions = true)
final class NoticeCommand implements Runnable {

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
    CommandSpec spec;

    NoticeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say test, and the notice's name");
    }

    @Command(
            name = "test",
            description = "Send a message that says that it is only a test.",
            mixinStandardHelpOptions = true)
    int test(@Mixin Options options, @Parameters(paramLabel = "NAME") String name) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            application.bean(NoticeDesk.class).test(Operator.ofThisMachine(shell.user()), name);
            String says = "notice '" + name + "' was taken";
            shell.out().println(options.isJson() ? Json.pretty(Map.of("notice", name, "says", says)) : says);
            return 0;
        }
    }
}
