package io.steadfill.cli;

import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.account.Account;
import io.steadfill.access.account.AccountDesk;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code access list|add|grant|revoke|password|...}: who may sign in at servers over this control database. */
@Command(
        name = "access",
        description = "Keep the accounts and tokens of people who use REST and console.",
        mixinStandardHelpOptions = true,
        subcommands = TokenCommand.class)
final class AccessCommand implements Runnable {

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
    CommandSpec spec;

    AccessCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say list, add, grant, revoke, password, data, disable, enable or token");
    }

    @Command(name = "list", description = "Show who may sign in, and do what.", mixinStandardHelpOptions = true)
    int list(@Mixin Options options) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            List<Account> accounts = application.bean(AccountDesk.class).list(who(shell));
            if (options.isJson()) {
                shell.out().println(Json.pretty(accounts));
                return 0;
            }
            TextTable table = new TextTable("NAME", "GRANTS", "SEES DATA", "STATE", "ZONE");
            accounts.forEach(account -> table.row(
                    account.name(),
                    words(account.grants()),
                    account.seesData() ? "yes" : "no",
                    account.disabled() ? "disabled" : "active",
                    account.zone()));
            shell.out().print(accounts.isEmpty() ? "nobody may sign in yet\n" : table.toString());
            return 0;
        }
    }

    @Command(
            name = "add",
            description = "Add an account; its password is random and printed once, unless a file has one.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin Options options,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--grant",
                            paramLabel = "ROLE[:JOBS]",
                            description =
                                    "viewer, operator, approver or admin; of jobs that match, such as operator:shop-*")
                    @Nullable
                    List<String> grants,
            @Option(names = "--sees-data", description = "show this account real values of rows") boolean seesData,
            @Option(
                            names = "--zone",
                            paramLabel = "ZONE",
                            defaultValue = "UTC",
                            description = "in which times are shown")
                    String zone,
            @Option(names = "--password-file", paramLabel = "FILE", description = "its first line is the password")
                    @Nullable
                    Path file) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            AccountDesk desk = application.bean(AccountDesk.class);
            String password = file == null ? desk.newPassword() : firstLine(file);
            Account added = desk.add(who(shell), name, password, grants(grants), seesData, zone(zone));
            return said(options, added, file == null ? password : null);
        }
    }

    @Command(name = "grant", description = "Give a role on some jobs.", mixinStandardHelpOptions = true)
    int grant(
            @Mixin Options options,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1", paramLabel = "ROLE[:JOBS]") String grant) {
        return change(options, (desk, who) -> desk.grant(who, name, Grant.parse(grant)));
    }

    @Command(name = "revoke", description = "Take a role on some jobs back.", mixinStandardHelpOptions = true)
    int revoke(
            @Mixin Options options,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1", paramLabel = "ROLE[:JOBS]") String grant) {
        return change(options, (desk, who) -> desk.revoke(who, name, Grant.parse(grant)));
    }

    @Command(
            name = "data",
            description = "Say whether an account sees real values of rows.",
            mixinStandardHelpOptions = true)
    int data(
            @Mixin Options options,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1", paramLabel = "shown|masked") String how) {
        if (!how.equals("shown") && !how.equals("masked")) {
            throw new ParameterException(spec.commandLine(), "say shown or masked");
        }
        return change(options, (desk, who) -> desk.showData(who, name, how.equals("shown")));
    }

    @Command(name = "disable", description = "End an account's sessions and tokens.", mixinStandardHelpOptions = true)
    int disable(@Mixin Options options, @Parameters(paramLabel = "NAME") String name) {
        return change(options, (desk, who) -> desk.disable(who, name, true));
    }

    @Command(name = "enable", description = "Let a disabled account sign in again.", mixinStandardHelpOptions = true)
    int enable(@Mixin Options options, @Parameters(paramLabel = "NAME") String name) {
        return change(options, (desk, who) -> desk.disable(who, name, false));
    }

    @Command(
            name = "password",
            description = "Give an account another password and end its sessions; a random one is printed once.",
            mixinStandardHelpOptions = true)
    int password(
            @Mixin Options options,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--password-file", paramLabel = "FILE", description = "its first line is the password")
                    @Nullable
                    Path file) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            AccountDesk desk = application.bean(AccountDesk.class);
            String password = file == null ? desk.newPassword() : firstLine(file);
            return said(options, desk.password(who(shell), name, password), file == null ? password : null);
        }
    }

    static Operator who(Shell shell) {
        return Operator.ofThisMachine(shell.user());
    }

    static List<Grant> grants(@Nullable List<String> texts) {
        return texts == null ? List.of() : texts.stream().map(Grant::parse).toList();
    }

    static String words(List<Grant> grants) {
        return grants.isEmpty() ? "none" : grants.stream().map(Grant::toString).collect(Collectors.joining(" "));
    }

    private int change(Options options, BiFunction<AccountDesk, Operator, Account> what) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            return said(options, what.apply(application.bean(AccountDesk.class), who(shell)), null);
        }
    }

    private int said(Options options, Account account, @Nullable String password) {
        if (options.isJson()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("account", account);
            if (password != null) {
                answer.put("password", password);
            }
            shell.out().println(Json.pretty(answer));
        } else {
            shell.out()
                    .println(account.name()
                            + (account.disabled() ? " is disabled; " : " may: ")
                            + words(account.grants())
                            + (account.seesData() ? ", and sees data" : ""));
            if (password != null) {
                shell.out().println("password: " + password + "   (it is not shown again)");
            }
        }
        return 0;
    }

    private static ZoneId zone(String name) {
        try {
            return name.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Problem.USAGE.says("'" + name + "' is no time zone: write it like Europe/London", e);
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readAllLines(file).stream().findFirst().orElse("");
        } catch (IOException e) {
            throw Problem.USAGE.says("the password file '" + file + "' cannot be read", e);
        }
    }
}
