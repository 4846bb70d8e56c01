package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.doctor.Doctor;
import io.steadfill.database.doctor.Finding;
import io.steadfill.problem.Problem;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code doctor [DATABASE]}: what will bite at night. */
@Command(
        name = "doctor",
        description = "Look a database over: rights, isolation, poolers, replicas, engines, clock, our tables.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Parameters(arity = "0..1", paramLabel = "DATABASE", description = "one of the configuration (default: all)")
    private @Nullable String database;

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            Databases databases = application.databases();
            List<String> names = database == null ? databases.names() : List.of(database);
            if (names.isEmpty()) {
                throw Problem.DATABASE_UNKNOWN.says("no database is configured: add one, such as "
                        + "steadfill.databases.shop.url: jdbc:postgresql://localhost:5432/shop");
            }
            if (database != null && !databases.names().contains(database)) {
                databases.named(database);
            }
            Doctor doctor = new Doctor(databases, application.bean(Clock.class));
            Map<String, List<Finding>> findings = new LinkedHashMap<>();
            names.forEach(name -> findings.put(name, doctor.examine(name)));
            if (options.isJson()) {
                shell.out().println(Json.pretty(findings));
            } else {
                findings.forEach(this::print);
            }
            boolean red = findings.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(finding -> finding.severity() == Finding.Severity.RED);
            return red ? Problem.DIVERGENCE_FOUND.exitCode() : 0;
        }
    }

    private void print(String name, List<Finding> findings) {
        shell.out().println("database " + name);
        for (Finding finding : findings) {
            String mark = switch (finding.severity()) {
                case RED -> "RED   ";
                case AMBER -> "AMBER ";
                case GREEN -> "ok    ";
            };
            shell.out().println("  " + mark + finding.what());
            if (!finding.why().isEmpty()) {
                shell.out().println("        why: " + finding.why());
            }
            if (!finding.advice().isEmpty()) {
                shell.out().println("        do:  " + finding.advice());
            }
        }
    }
}
