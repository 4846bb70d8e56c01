package io.steadfill.cli;

import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, and what to do about it; on stdout as a problem document where JSON was asked for. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** Short options may be written together. */
    private static final Pattern OUTPUT = Pattern.compile("-v*o|--output");

    private static final Pattern OUTPUT_JSON = Pattern.compile("(-v*o=?|--output=)(?i:json)");

    private final Shell shell;

    Failures(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleParseException(ParameterException error, String[] arguments) {
        report(Problem.USAGE.says(usage(error)), wantsJson(List.of(arguments)));
        shell.err().println("see: " + error.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return Problem.USAGE.exitCode();
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine commandLine, ParseResult parsed) {
        if (error instanceof ParameterException wrong) {
            return handleParseException(wrong, parsed.originalArgs().toArray(String[]::new));
        }
        ProblemException problem = problem(error);
        report(problem, wantsJson(parsed.originalArgs()));
        return problem.problem().exitCode();
    }

    /** By the words alone, since a line that was not understood has no options yet. */
    private static boolean wantsJson(List<String> words) {
        for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
            String word = words.get(i);
            boolean next = OUTPUT.matcher(word).matches()
                    && i + 1 < words.size()
                    && words.get(i + 1).equalsIgnoreCase("json");
            if (next || OUTPUT_JSON.matcher(word).matches()) {
                return true;
            }
        }
        return false;
    }

    /** The problem behind an error; what nobody foresaw becomes INTERNAL, with its story in a file. */
    private static ProblemException problem(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
        }
        ProblemException configuration = ConfigurationFaults.find(error);
        return configuration != null ? configuration : internal(error);
    }

    private static ProblemException internal(Throwable error) {
        String what = error.getClass().getSimpleName() + (error.getMessage() == null ? "" : ": " + firstLine(error));
        try {
            Path file = Files.createTempFile("steadfill-error-", ".log");
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
                error.printStackTrace(writer);
            }
            return Problem.INTERNAL.with("file", file.toString()).says(what + "; the whole story is in " + file, error);
        } catch (IOException e) {
            return Problem.INTERNAL.says(what, error);
        }
    }

    private static String firstLine(Throwable error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }

    private void report(ProblemException problem, boolean json) {
        if (json) {
            shell.out().println(Json.pretty(document(problem)));
            return;
        }
        PrintWriter err = shell.err();
        List<String> lines = complaints(problem);
        if (lines.isEmpty()) {
            err.println("error: " + problem.detail());
            problem.facts().forEach((name, value) -> err.println("  " + name + ": " + words(value)));
        } else {
            lines.forEach(line -> err.println("error: " + line));
        }
        err.println("type: /problems/" + problem.problem().code());
    }

    /** Where a problem is a list, each of its lines is an error of its own. */
    private static List<String> complaints(ProblemException problem) {
        Object errors = problem.facts().get("errors");
        if (errors instanceof Collection<?> many && !many.isEmpty()) {
            return many.stream().map(String::valueOf).toList();
        }
        return List.of();
    }

    private static String words(Object value) {
        return value instanceof Collection<?> many
                ? String.join(", ", many.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    private static Map<String, Object> document(ProblemException problem) {
        Map<String, Object> document = problem.document();
        problem.facts()
                .forEach((name, value) -> document.putIfAbsent(
                        name,
                        value instanceof Number || value instanceof Collection<?> ? value : String.valueOf(value)));
        return document;
    }

    private static String usage(ParameterException error) {
        CommandLine command = error.getCommandLine();
        if (error instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            boolean option = word.startsWith("-");
            List<String> known = option
                    ? options(command)
                    : List.copyOf(command.getSubcommands().keySet());
            if (option || !known.isEmpty()) {
                String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
                return "unknown " + (option ? "option" : "command") + " '" + name + "'; " + Nearest.cure(name, known);
            }
            return "'" + word + "' is too much: " + command.getCommandName() + " takes no more arguments";
        }
        String message = String.valueOf(error.getMessage());
        return message.isEmpty() ? "the command was not understood" : lowerFirst(message);
    }

    private static List<String> options(CommandLine command) {
        List<String> names = new ArrayList<>();
        command.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
        return names.stream().filter(name -> name.startsWith("--")).toList();
    }

    private static String lowerFirst(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
