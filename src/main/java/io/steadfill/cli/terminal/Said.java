package io.steadfill.cli.terminal;

import io.steadfill.cli.text.Json;
import io.steadfill.run.status.RunStatus;

/** The answer to a verb: the run's state now. */
public final class Said {

    private Said() {}

    public static void print(Shell shell, Options options, RunStatus status) {
        shell.out()
                .println(
                        options.isJson()
                                ? Json.pretty(status)
                                : "run " + status.runId() + " of '" + status.job() + "' is " + status.state());
    }
}
