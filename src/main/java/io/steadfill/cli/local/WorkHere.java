package io.steadfill.cli.local;

import io.steadfill.cli.terminal.LastWords;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.ProgressLine;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.StatusText;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.run.Runs;
import io.steadfill.run.status.RunStatus;

/** Works a run in this process, shows how it goes, and says how it ended. */
public final class WorkHere {

    private static final int PAUSED = 6;
    private static final int QUARANTINED = 4;
    private static final int INTERRUPTED = 130;

    private final Shell shell;
    private final Options options;
    private final Runs runs;

    public WorkHere(Shell shell, Options options, Application application) {
        this.shell = shell;
        this.options = options;
        this.runs = application.runs();
    }

    /** Returns the exit code. */
    @SuppressWarnings("try") // Both are held, not used.
    public int work(String runId) {
        try (LastWords words = LastWords.wanted()) {
            RunEnd end;
            try (ProgressLine line = ProgressLine.show(shell, () -> runs.status(runId))) {
                end = runs.work(runId, shell.user(), line::say);
            }
            tell(runId, end);
            return exitCode(end);
        }
    }

    private void tell(String runId, RunEnd end) {
        if (end.how() == RunEnd.How.INTERRUPTED) {
            shell.err().println("interrupted; 'resume " + runId + "' goes on from the last chunk");
            return;
        }
        RunStatus status = runs.status(runId);
        shell.out().print(options.isJson() ? Json.pretty(status) + "\n" : StatusText.of(status));
        shell.out().flush();
    }

    public static int exitCode(RunEnd end) {
        Problem problem = end.problem();
        return switch (end.how()) {
            case COMPLETED, UNDONE -> 0;
            case QUARANTINED -> QUARANTINED;
            case FAILED -> problem == null ? Problem.RUN_FAILED.exitCode() : problem.exitCode();
            case HELD -> problem == null ? PAUSED : problem.exitCode();
            case PAUSED -> problem == null ? PAUSED : problem.exitCode();
            case CANCELLED -> PAUSED;
            case INTERRUPTED -> INTERRUPTED;
        };
    }
}
