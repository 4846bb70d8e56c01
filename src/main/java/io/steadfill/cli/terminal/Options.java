package io.steadfill.cli.terminal;

import picocli.CommandLine.Mixin;
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

    @Mixin
    private final Workplace workplace = new Workplace();

    @Option(
            names = {"-v", "--verbose"},
            description = "log what happens; twice for every chunk")
    private boolean[] verbose = new boolean[0];

    public Workplace workplace() {
        return workplace;
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
