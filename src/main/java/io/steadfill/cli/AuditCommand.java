package io.steadfill.cli;

import io.steadfill.audit.AuditCheck;
import io.steadfill.audit.AuditQuery;
import io.steadfill.audit.AuditTrail;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.cli.text.Words;
import io.steadfill.problem.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit list|check}: who said what, and whether the record of it is whole. */
@Command(
        name = "audit",
        description = "Read who said what, or check that the record of it is whole.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
    CommandSpec spec;

    AuditCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list or check");
    }

    @Command(
            name = "list",
            description = "Show entries, the newest first; as JSON one a line, to keep elsewhere.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin Options options,
            @Option(names = "--run", paramLabel = "RUN", description = "what was said to this run") @Nullable
                    String run,
            @Option(names = "--by", paramLabel = "NAME", description = "what this operator said") @Nullable String by,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            description = "such as 2026-11-22 or 2026-11-22T01:30:00Z, in UTC")
                    @Nullable
                    String since,
            @Option(
                            names = "--last",
                            paramLabel = "N",
                            description = "how many; all where --since is given (default: 50)")
                    @Nullable
                    Integer most) {
        Instant from = since == null ? null : moment(since);
        long left = most != null ? most : from != null ? Long.MAX_VALUE : 50;
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            AuditTrail trail = application.bean(AuditTrail.class);
            AuditQuery question = new AuditQuery(run, null, by, null, from, null, AuditQuery.LIMIT_MAX);
            TextTable table = new TextTable("NO", "AT", "BY", "SAID", "RUN", "JOB", "BEFORE", "AFTER", "FROM");
            long shown = 0;
            List<AuditTrail.Entry> page = trail.page(question);
            while (!page.isEmpty() && left > 0) {
                for (AuditTrail.Entry entry : page.subList(0, (int) Math.min(left, page.size()))) {
                    show(options, table, entry);
                    shown++;
                    left--;
                }
                page = left > 0
                        ? trail.page(question.before(page.get(page.size() - 1).seq()))
                        : List.of();
            }
            if (!options.isJson()) {
                shell.out().print(shown == 0 ? "no entries\n" : table.toString());
            }
            return 0;
        }
    }

    @Command(
            name = "check",
            description = "Read the whole chain; exit 8 where an entry was changed, removed or added by somebody else.",
            mixinStandardHelpOptions = true)
    int check(
            @Mixin Options options,
            @Option(
                            names = "--head",
                            paramLabel = "NO:HASH",
                            description =
                                    "a head from a log: the entry must be there still; shows that no tail was cut off")
                    @Nullable
                    String head,
            @Option(
                            names = "--key-file",
                            paramLabel = "FILE",
                            description = "a key that was in use before the present one")
                    @Nullable
                    List<Path> keys) {
        AuditTrail.Head written = head == null ? null : head(head);
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            AuditCheck.Result result =
                    application.bean(AuditCheck.class).check(written, keys == null ? List.of() : keys);
            if (!result.faults().isEmpty()) {
                throw Problem.AUDIT_BROKEN.with("errors", result.faults()).says(result.words());
            }
            if (options.isJson()) {
                shell.out().println(Json.pretty(result));
            } else {
                shell.out().println(result.words());
                shell.out().println("head " + result.head());
            }
            return 0;
        }
    }

    private void show(Options options, TextTable table, AuditTrail.Entry entry) {
        if (options.isJson()) {
            shell.out().println(Json.line(entry));
        } else {
            table.row(
                    entry.seq(),
                    Words.time(entry.at()),
                    entry.by(),
                    entry.verb(),
                    text(entry.runId()),
                    text(entry.job()),
                    text(entry.before()),
                    text(entry.after()),
                    text(entry.source()));
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private AuditTrail.Head head(String text) {
        return AuditTrail.Head.parse(text)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "'" + text + "' is no head: copy it from the log, NO:HASH"));
    }

    private Instant moment(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), "'" + text + "' is no time: write it like 2026-11-22T01:30:00Z", e);
        }
    }
}
