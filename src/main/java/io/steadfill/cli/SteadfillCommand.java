package io.steadfill.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root: it only knows its commands. */
@Command(
        name = "steadfill",
        description = "Data migrations on live PostgreSQL, MySQL and MariaDB tables: resumable, proved, undoable.",
        mixinStandardHelpOptions = true,
        versionProvider = SteadfillCommand.Version.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            RunCommand.class,
            PlanCommand.class,
            ValidateCommand.class,
            DoctorCommand.class,
            DatabaseCommand.class,
            AdoptCommand.class,
            SchemaCommand.class,
            VerifyCommand.class,
            QuarantineCommand.class,
            SchedulesCommand.class,
            ScheduleCommand.class,
            RunsCommand.class,
            StatusCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            CancelCommand.class,
            UndoCommand.class,
            TuneCommand.class,
            StopAllCommand.class,
            StopsCommand.class,
            AccessCommand.class,
            ApprovalsCommand.class,
            ApproveCommand.class,
            RefuseCommand.class,
            WithdrawCommand.class,
            StandingCommand.class,
            AuditCommand.class,
            NoticeCommand.class,
            ReportCommand.class,
            RetentionCommand.class,
            HelpCommand.class
        })
final class SteadfillCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = SteadfillCommand.class.getPackage().getImplementationVersion();
            return new String[] {"steadfill " + (version == null ? "(not packaged)" : version)};
        }
    }
}
