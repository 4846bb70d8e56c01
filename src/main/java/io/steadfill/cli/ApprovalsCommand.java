package io.steadfill.cli;

import io.steadfill.access.Operator;
import io.steadfill.approval.Approval;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.FactsText;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.cli.text.Words;
import io.steadfill.desk.approval.ApprovalDesk;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approvals [ID]}: what waits for a second person, and what is to be seen before saying yes. */
@Command(
        name = "approvals",
        description = "List what waits for a second person, or show one request whole.",
        mixinStandardHelpOptions = true)
final class ApprovalsCommand implements Callable<Integer> {

    private static final int MOST = 200;

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN|ID",
            description = "one request, with the SQL, the estimate and the parameters")
    @Nullable
    private String id;

    @Option(names = "--all", description = "those that were decided, used or expired as well")
    private boolean all;

    ApprovalsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            ApprovalDesk desk = application.bean(ApprovalDesk.class);
            Operator who = Operator.ofThisMachine(shell.user());
            if (id != null) {
                Approval one = desk.one(who, id);
                shell.out().print(options.isJson() ? Json.pretty(one) + "\n" : text(one));
                return 0;
            }
            List<Approval> found = all ? desk.history(who, MOST) : desk.open(who, MOST);
            if (options.isJson()) {
                shell.out().println(Json.pretty(found));
                return 0;
            }
            TextTable table =
                    new TextTable("ID", "KIND", "JOB", "RUN", "STATE", "ASKED BY", "AT", "EXPIRES", "DECIDED BY");
            found.forEach(approval -> table.row(
                    approval.id(),
                    approval.kind().word(),
                    approval.job(),
                    approval.runId() == null ? "" : approval.runId(),
                    approval.state(),
                    approval.askedBy(),
                    Words.time(approval.asked()),
                    Words.time(approval.expires()),
                    approval.decidedBy() == null ? "" : approval.approver()));
            shell.out().print(found.isEmpty() ? "nothing waits for an approval\n" : table.toString());
            return 0;
        }
    }

    private static String text(Approval approval) {
        FactsText facts = new FactsText()
                .fact("request", approval.id() + " (" + approval.kind().word() + ")")
                .fact("job", approval.job() + " on " + approval.database())
                .fact("run", approval.runId())
                .fact("state", approval.state())
                .fact("asked", Words.time(approval.asked()) + " by " + approval.askedBy())
                .fact("expires", Words.time(approval.expires()))
                .fact("decided", approval.decidedBy() == null ? null : "by " + approval.approver())
                .fact("why", approval.why());
        StringBuilder text =
                new StringBuilder(facts.fact("hash", approval.hash()).toString());
        approval.what().forEach((name, value) -> {
            text.append('\n').append(name).append('\n');
            lines(value).forEach(line -> text.append("  ").append(line).append('\n'));
        });
        return text.toString();
    }

    private static List<String> lines(Object value) {
        return value instanceof Collection<?> many
                ? many.stream().flatMap(one -> String.valueOf(one).lines()).toList()
                : String.valueOf(value).lines().toList();
    }
}
