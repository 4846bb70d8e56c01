package io.steadfill.cli;

import io.steadfill.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** The commands of the jar. Results go to stdout, everything else to stderr; the exit code says how it ended. */
public final class CommandLineInterface {

    private final Shell shell;

    public CommandLineInterface(Shell shell) {
        this.shell = shell;
    }

    /** Runs one command and returns its exit code. */
    public int execute(String... arguments) {
        try {
            return commandLine().execute(arguments);
        } finally {
            shell.out().flush();
            shell.err().flush();
        }
    }

    /** All commands, ready to parse or to execute. */
    CommandLine commandLine() {
        Failures failures = new Failures(shell);
        return new CommandLine(SteadfillCommand.class, factory())
                .setOut(shell.out())
                .setErr(shell.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        shell.color() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Commands get the shell by their constructor. */
    private IFactory factory() {
        IFactory usual = CommandLine.defaultFactory();
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                try {
                    return type.getDeclaredConstructor(Shell.class).newInstance(shell);
                } catch (NoSuchMethodException e) {
                    return usual.create(type);
                }
            }
        };
    }
}
