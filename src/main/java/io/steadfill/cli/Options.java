package io.steadfill.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command understands. */
final class Options {

    /** How results are written. */
    enum Format {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "how results are written (default: ${DEFAULT-VALUE})")
    Format format = Format.table;

    @Option(names = "--jobs", paramLabel = "DIR", description = "where the jobs are (default: ${DEFAULT-VALUE})")
    Path jobs = Path.of("jobs");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the configuration (default: config/application.yaml, where it is there)")
    @Nullable
    Path config;

    @Option(
            names = "--embedded",
            description = "use the PostgreSQL in this jar as the control database, and as database shop")
    boolean embedded;

    @Option(
            names = {"-v", "--verbose"},
            description = "log what happens; twice for every chunk")
    boolean[] verbose = new boolean[0];

    boolean isJson() {
        return format == Format.json;
    }

    /** Must be called before the first word is logged. */
    void applyToLog() {
        if (verbose.length > 0) {
            System.setProperty("steadfill.log.ours", verbose.length > 1 ? "DEBUG" : "INFO");
            System.setProperty("steadfill.log.others", verbose.length > 1 ? "INFO" : "WARN");
            System.setProperty("steadfill.log.batch", verbose.length > 1 ? "INFO" : "OFF");
        }
    }
}
