package io.steadfill.cli;

import io.steadfill.audit.AuditTrail;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.Database;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code database init NAME}: our tables, in a target or in the control database. */
@Command(
        name = "database",
        description = "Make Steadfill's own tables.",
        mixinStandardHelpOptions = true,
        subcommands = DatabaseCommand.Init.class)
final class DatabaseCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say 'database init NAME'");
    }

    /** Makes or upgrades them; only ever by this word. */
    @Command(
            name = "init",
            description = "Make or upgrade our tables in a target, or in 'control'.",
            mixinStandardHelpOptions = true)
    static final class Init implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final Options options = new Options();

        @Parameters(paramLabel = "NAME", description = "a database of the configuration, or 'control'")
        private String name = "";

        @Option(names = "--print", description = "show the SQL and the grants instead, for somebody else to run")
        private boolean print;

        @Option(names = "--production", description = "from now on work on it needs an approval")
        private boolean production;

        Init(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            options.applyToLog();
            try (Application application = Application.start(shell, options)) {
                boolean control = name.equals(Databases.CONTROL);
                if (print) {
                    shell.out()
                            .print(
                                    control
                                            ? application
                                                    .bean(ControlTables.class)
                                                    .sql()
                                            : sql(application));
                    return 0;
                }
                said(control ? initControl(application) : initTarget(application));
                return 0;
            }
        }

        private String sql(Application application) {
            Database database = application.databases().named(name);
            return TargetTables.print(database.dialect().vendor());
        }

        private String initControl(Application application) {
            int scripts = application.bean(ControlTables.class).init();
            application
                    .bean(AuditTrail.class)
                    .add(shell.user(), "database init", null, null, null, name + ", " + scripts + " scripts");
            return scripts == 0
                    ? "the control database is ready, nothing had to be done"
                    : "the control database is ready, " + scripts + " scripts were run";
        }

        private String initTarget(Application application) {
            String controlId = application.bean(Control.class).identity().id();
            new TargetTables(application.databases().named(name)).init(controlId, production);
            application
                    .bean(AuditTrail.class)
                    .add(shell.user(), "database init", null, null, null, name + (production ? ", production" : ""));
            return "database '" + name + "' is ready" + (production ? ", marked production" : "");
        }

        private void said(String sentence) {
            if (options.isJson()) {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("database", name);
                answer.put("says", sentence);
                shell.out().println(Json.pretty(answer));
            } else {
                shell.out().println(sentence);
            }
        }
    }
}
