package io.steadfill.cli;

import io.steadfill.chunk.rehearsal.Rehearsed;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.FactsText;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.Words;
import io.steadfill.definition.JobDefinition;
import io.steadfill.engine.RunPlan;
import io.steadfill.run.Plans;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plan JOB}: what a run would do. Nothing that it writes lasts. */
@Command(
        name = "plan",
        description = "Show what a run would do: SQL, the server's plan, locks, rows before and after.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Parameters(paramLabel = "JOB", description = "a job of the jobs folder")
    private String job = "";

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "a parameter of the job; repeatable")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--no-sample",
            description = "do not work a chunk; one that is rolled back still fires triggers, burns sequence values"
                    + " and leaves dead rows")
    private boolean noSample;

    PlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            JobDefinition definition = application.job(job);
            RunPlan plan = application
                    .bean(Plans.class)
                    .plan(definition, application.folder(definition), parameters, !noSample, shell.user());
            if (options.isJson()) {
                shell.out().println(Json.pretty(plan));
            } else {
                print(plan);
            }
            return 0;
        }
    }

    private static String walk(RunPlan plan) {
        return switch (plan.walk()) {
            case BY_INDEX -> "by its index";
            case WHOLE_TABLE -> "by reading the table, which is small";
            case READS_TOO_MUCH -> "NOT by its index: a run would be refused";
            case INDEX_MISSING -> "NOT by the index that 'via' names: a run would be held";
        };
    }

    private void print(RunPlan plan) {
        PrintWriter out = shell.out();
        out.print(new FactsText()
                .fact("job", plan.job())
                .fact("table", plan.table() + ", about " + Words.number(plan.rowEstimate()) + " rows")
                .fact("key", plan.keyset())
                .fact("plan", walk(plan))
                .fact(
                        "takes",
                        plan.estimate() == null
                                ? null
                                : "about " + Words.duration(plan.estimate()) + " with one worker"));
        section("the statement of a chunk", plan.statement());
        section("the server's plan for it", plan.plan());
        if (plan.rehearsed() != null) {
            rehearsed(plan.rehearsed());
        }
        plan.warnings().forEach(warning -> out.println("warning: " + warning));
    }

    private void rehearsed(Rehearsed seen) {
        if (seen.rows() > 0 || seen.refused().isEmpty()) {
            section(
                    "a chunk, worked and rolled back",
                    seen.rows() + " rows matched, " + seen.changed() + " changed in " + Words.duration(seen.took())
                            + "; a second pass changed " + seen.changedAgain());
        }
        if (!seen.locks().isEmpty()) {
            section("locks it held", String.join("\n", seen.locks()));
        }
        seen.examples().forEach(example -> {
            shell.out().println("row " + example.key());
            example.before()
                    .forEach((column, value) -> shell.out()
                            .println("  " + column + ": " + shown(value) + after(example.after(), column, value)));
        });
        seen.refused().forEach(row -> shell.out().println("to quarantine: " + row));
    }

    private static String after(@Nullable Map<String, @Nullable String> after, String column, @Nullable String before) {
        if (after == null) {
            return "  (the row is gone)";
        }
        String now = after.get(column);
        return Objects.equals(now, before) ? "" : "  ->  " + shown(now);
    }

    private static String shown(@Nullable String value) {
        return value == null ? "null" : "'" + value + "'";
    }

    private void section(String title, String text) {
        shell.out().println();
        shell.out().println(title);
        text.lines().forEach(line -> shell.out().println("  " + line));
    }
}
