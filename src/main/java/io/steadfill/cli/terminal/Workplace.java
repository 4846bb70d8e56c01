package io.steadfill.cli.terminal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds the jobs, the configuration and the databases. */
public final class Workplace {

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
}
