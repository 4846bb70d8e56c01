package io.steadfill.cli.terminal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command understands. */
public final class Options {

    /** How results are written. */
    enum Format {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "how results are written (default: ${DEFAULT-VALUE})")
    private Format format = Format.table;

    @Option(names = "--jobs", paramLabel = "DIR", description = "where the jobs are (default: ${DEFAULT-VALUE})")
    private Path jobs = Path.of("jobs");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the configuration (default: config/application.yaml, where it is there)")
    private @Nullable Path config;

    @Option(
            names = "--embedded",
            description = "use the PostgreSQL in this jar as the control database, and as database shop")
    private boolean embedded;

    @Option(
            names = {"-v", "--verbose"},
            description = "log what happens; twice for every chunk")
    private boolean[] verbose = new boolean[0];

    /** For a command that has options of its own by some of these names. */
    public static Options of(Path jobs, @Nullable Path config, boolean embedded) {
        Options options = new Options();
        options.jobs = jobs;
        options.config = config;
        options.embedded = embedded;
        return options;
    }

    public Path jobs() {
        return jobs;
    }

    /** Null where none was named. */
    public @Nullable Path config() {
        return config;
    }

    public boolean isEmbedded() {
        return embedded;
    }

    /** As if it had been asked for. */
    public void useEmbedded() {
        embedded = true;
    }

    public boolean isJson() {
        return format == Format.json;
    }

    /** Must be called before the first word is logged. */
    public void applyToLog() {
        if (verbose.length > 0) {
            System.setProperty("steadfill.log.ours", verbose.length > 1 ? "DEBUG" : "INFO");
            System.setProperty("steadfill.log.others", verbose.length > 1 ? "INFO" : "WARN");
            System.setProperty("steadfill.log.batch", verbose.length > 1 ? "INFO" : "OFF");
        }
    }
}
