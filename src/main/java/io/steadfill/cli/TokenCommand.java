package io.steadfill.cli;

import io.steadfill.access.account.Token;
import io.steadfill.access.account.TokenDesk;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.cli.text.Words;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code access token list|add|revoke}: what stands for an account in scripts. */
@Command(name = "token", description = "Keep the tokens that scripts send to the API.", mixinStandardHelpOptions = true)
final class TokenCommand implements Runnable {

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
    CommandSpec spec;

    TokenCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, add or revoke");
    }

    @Command(name = "list", description = "Show the tokens, never their secrets.", mixinStandardHelpOptions = true)
    int list(@Mixin Options options) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            List<Token> tokens = application.bean(TokenDesk.class).list(AccessCommand.who(shell));
            if (options.isJson()) {
                shell.out().println(Json.pretty(tokens));
                return 0;
            }
            TextTable table = new TextTable("TOKEN", "ACCOUNT", "FOR", "GRANTS", "EXPIRES", "LAST USED");
            tokens.forEach(token -> table.row(
                    token.id(),
                    token.account(),
                    token.label(),
                    AccessCommand.words(token.grants()),
                    Words.time(token.expires()),
                    token.lastUsed() == null ? "never" : Words.time(token.lastUsed())));
            shell.out().print(tokens.isEmpty() ? "no tokens yet\n" : table.toString());
            return 0;
        }
    }

    @Command(name = "add", description = "Make a token and print its secret once.", mixinStandardHelpOptions = true)
    int add(
            @Mixin Options options,
            @Parameters(index = "0", paramLabel = "ACCOUNT", description = "whose it is") String account,
            @Parameters(index = "1", paramLabel = "LABEL", description = "what it is for") String label,
            @Option(
                            names = "--grant",
                            required = true,
                            paramLabel = "ROLE[:JOBS]",
                            description = "what it may do at most, such as operator:shop-*")
                    List<String> grants,
            @Option(names = "--sees-data", description = "show it real values of rows") boolean seesData,
            @Option(
                            names = "--lasts",
                            paramLabel = "TIME",
                            description = "such as 30d (default: 90d, at most 366d)",
                            converter = PauseCommand.Time.class)
                    @Nullable
                    Duration lasts) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            Token.Made made = application
                    .bean(TokenDesk.class)
                    .make(
                            AccessCommand.who(shell),
                            account,
                            label,
                            AccessCommand.grants(grants),
                            seesData,
                            lasts == null ? TokenDesk.LASTS : lasts);
            if (options.isJson()) {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("token", made.token());
                answer.put("secret", made.secret());
                shell.out().println(Json.pretty(answer));
            } else {
                shell.out()
                        .println("token " + made.token().id() + " of "
                                + made.token().account() + " for "
                                + made.token().label() + ", until "
                                + Words.time(made.token().expires()));
                shell.out().println("secret: " + made.secret() + "   (it is not shown again)");
            }
            return 0;
        }
    }

    @Command(name = "revoke", description = "Refuse a token from now on.", mixinStandardHelpOptions = true)
    int revoke(@Mixin Options options, @Parameters(paramLabel = "TOKEN") String id) {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            Token token = application.bean(TokenDesk.class).revoke(AccessCommand.who(shell), id);
            if (options.isJson()) {
                shell.out().println(Json.pretty(token));
            } else {
                shell.out().println("token " + token.id() + " of " + token.account() + " is refused from now on");
            }
            return 0;
        }
    }
}
