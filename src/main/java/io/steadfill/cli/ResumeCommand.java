package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.local.WorkHere;
import io.steadfill.cli.remote.Remote;
import io.steadfill.cli.remote.RemoteVerbs;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Said;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.run.WaitingRuns;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code resume RUN}: lifts its holds; where no process works on it, this one does. */
@Command(
        name = "resume",
        description = "Go on with a run; in this process, where no other works on it.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final Remote remote = new Remote();

    @Parameters(paramLabel = "RUN", description = "the run's id")
    private String run = "";

    @Option(
            names = "--ignore-window",
            paramLabel = "REASON",
            description = "work also outside the job's open hours; the reason is audited")
    private @Nullable String ignoreWindow;

    ResumeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        if (remote.isGiven()) {
            Said.print(shell, options, new RemoteVerbs(remote).resume(run, ignoreWindow));
            return 0;
        }
        try (Application application = Application.start(shell, options)) {
            String reason = ignoreWindow;
            RunState open = reason == null
                    ? null
                    : application.bean(WaitingRuns.class).ignoreHours(run, shell.user(), shell.user(), reason);
            if (open == RunState.PENDING || open == RunState.INTERRUPTED) {
                return new WorkHere(shell, options, application).work(run);
            }
            RunStatus status = application.runs().resume(run, shell.user());
            return switch (status.state()) {
                case RUNNING, VERIFYING, WAITING -> {
                    Said.print(shell, options, status);
                    yield 0;
                }
                case PENDING,
                        PAUSING,
                        PAUSED,
                        CANCELLING,
                        CANCELLED,
                        INTERRUPTED,
                        FAILED,
                        QUARANTINED,
                        COMPLETED,
                        UNDOING,
                        UNDONE -> new WorkHere(shell, options, application).work(run);
            };
        }
    }
}
