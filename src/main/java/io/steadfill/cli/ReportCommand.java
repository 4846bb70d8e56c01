package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.terminal.Workplace;
import io.steadfill.cli.text.Json;
import io.steadfill.report.Report;
import io.steadfill.report.ReportPage;
import io.steadfill.report.Reports;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report RUN}: one page on a run, to file or to print. */
@Command(
        name = "report",
        description = "Write one page on a run, to file or to print.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    private final Shell shell;

    /** How the page is written. */
    enum Format {
        markdown,
        json,
        html
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "markdown|json|html",
            description = "how it is written (default: ${DEFAULT-VALUE})")
    private Format format = Format.markdown;

    @Mixin
    private final Workplace workplace = new Workplace();

    @Parameters(paramLabel = "RUN", description = "the run's id, as 'runs' lists it")
    private String run = "";

    ReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Application application = Application.start(shell, workplace)) {
            Report report = application.bean(Reports.class).of(run);
            shell.out()
                    .print(
                            switch (format) {
                                case json -> Json.pretty(report) + "\n";
                                case markdown -> new ReportPage(report, ZoneOffset.UTC).markdown();
                                case html -> new ReportPage(report, ZoneOffset.UTC).html();
                            });
            return 0;
        }
    }
}
