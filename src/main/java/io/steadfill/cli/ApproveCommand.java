package io.steadfill.cli;

import io.steadfill.access.Operator;
import io.steadfill.approval.Approval;
import io.steadfill.approval.ApprovalKind;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.Words;
import io.steadfill.desk.approval.ApprovalDesk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approve RUN|ID}: a second person's yes; who he is, is what the operating system says. */
@Command(
        name = "approve",
        description = "Say yes to what somebody else wants done, see 'approvals'.",
        mixinStandardHelpOptions = true)
final class ApproveCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Parameters(paramLabel = "RUN|ID", description = "the request's id, or the run that waits for it")
    private String id = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "kept with the decision")
    private String why = "";

    @Option(
            names = "--break-glass",
            description =
                    "say yes alone, also to what you asked for yourself; needs --why, and stands out in the audit trail")
    private boolean breakGlass;

    ApproveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            ApprovalDesk desk = application.bean(ApprovalDesk.class);
            Operator who = Operator.ofThisMachine(shell.user());
            Approval approval = breakGlass ? desk.breakGlass(who, id, why) : desk.approve(who, id, why, null);
            shell.out()
                    .println(
                            options.isJson()
                                    ? Json.pretty(approval)
                                    : approval.id() + " is approved; " + next(approval));
            return 0;
        }
    }

    private static String next(Approval approval) {
        return approval.kind() == ApprovalKind.RUN
                ? "'resume " + approval.runId() + "' goes on, until " + Words.time(approval.expires())
                : "the command that asked for it may be given again, until " + Words.time(approval.expires());
    }
}
