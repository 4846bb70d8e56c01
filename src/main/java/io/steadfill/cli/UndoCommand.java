package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.local.WorkHere;
import io.steadfill.cli.remote.Remote;
import io.steadfill.cli.remote.RemoteVerbs;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Said;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.definition.JobDefinition;
import io.steadfill.run.undo.Undos;
import io.steadfill.schedule.Schedules;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code undo RUN}: puts back what it changed, in this process or by a server. */
@Command(
        name = "undo",
        description = "Put back what a run changed, from the old values that its job kept; rows changed since stay.",
        mixinStandardHelpOptions = true)
final class UndoCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final Remote remote = new Remote();

    @Parameters(paramLabel = "RUN", description = "the run's id")
    private String run = "";

    @Option(names = "--why", paramLabel = "REASON", required = true, description = "is audited")
    private String why = "";

    UndoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        if (remote.isGiven()) {
            Said.print(shell, options, new RemoteVerbs(remote).undo(run, why));
            return 0;
        }
        try (Application application = Application.start(shell, options)) {
            JobDefinition job = application.runs().definition(run);
            Schedules schedules = application.bean(Schedules.class);
            AtomicBoolean paused = new AtomicBoolean();
            long rows = application
                    .bean(Undos.class)
                    .undo(
                            run,
                            shell.user(),
                            why,
                            () -> paused.set(schedules.pauseAfterUndo(job, run, shell.user(), why)));
            if (paused.get()) {
                shell.err()
                        .println("the schedule of '" + job.name() + "' is paused; 'schedule resume " + job.name()
                                + "' has it go on");
            }
            shell.err().println("old values of " + rows + (rows == 1 ? " row" : " rows") + " are kept");
            return new WorkHere(shell, options, application).work(run);
        }
    }
}
