package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.remote.Remote;
import io.steadfill.cli.remote.RemoteVerbs;
import io.steadfill.cli.terminal.LastWords;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Said;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Runs;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cancel RUN}: ends it for good, and frees its table. */
@Command(
        name = "cancel",
        description = "End a run for good; what it changed stays changed.",
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final Remote remote = new Remote();

    @Parameters(paramLabel = "RUN", description = "the run's id")
    private String run = "";

    CancelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        if (remote.isGiven()) {
            Said.print(shell, options, new RemoteVerbs(remote).cancel(run));
            return 0;
        }
        try (Application application = Application.start(shell, options)) {
            Runs runs = application.runs();
            RunStatus status = runs.cancel(run, shell.user());
            if (status.state() == RunState.CANCELLING) {
                status = finish(runs);
            }
            Said.print(shell, options, status);
            return 0;
        }
    }

    /** Where no process works on the run, this one frees its claim; where one does, that one ends it after its chunk. */
    @SuppressWarnings("try") // Held, not used.
    private RunStatus finish(Runs runs) {
        try (LastWords words = LastWords.wanted()) {
            runs.work(run, shell.user(), shell.err()::println);
        } catch (ProblemException e) {
            if (e.problem() != Problem.RUN_ALREADY_ACTIVE && e.problem() != Problem.RUN_NOT_RESUMABLE) {
                throw e;
            }
        }
        return runs.status(run);
    }
}
