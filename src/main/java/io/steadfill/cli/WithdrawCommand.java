package io.steadfill.cli;

import io.steadfill.access.Operator;
import io.steadfill.approval.Approval;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.desk.approval.ApprovalDesk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code withdraw RUN|ID}: whoever asked takes it back. */
@Command(
        name = "withdraw",
        description = "Take back what you asked an approval for; a run that has not begun is cancelled.",
        mixinStandardHelpOptions = true)
final class WithdrawCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Parameters(paramLabel = "RUN|ID", description = "the request's id, or the run that waits for it")
    private String id = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "kept with the request")
    private String why = "";

    WithdrawCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            Approval approval =
                    application.bean(ApprovalDesk.class).withdraw(Operator.ofThisMachine(shell.user()), id, why);
            shell.out().println(options.isJson() ? Json.pretty(approval) : approval.id() + " is withdrawn");
            return 0;
        }
    }
}
