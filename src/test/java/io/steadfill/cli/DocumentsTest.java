package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.steadfill.SteadfillApplication;
import io.steadfill.cli.terminal.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No document shows a command that the jar does not know, or an option that a command does not have. */
class DocumentsTest {

    private static final Pattern COMMAND = Pattern.compile("java -jar target/steadfill\\.jar ([^`\\n]+)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    static List<String> commandsInDocuments() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> files = Stream.concat(Files.walk(Path.of("src/docs")), Stream.of(Path.of("README.md")))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                Matcher matcher = COMMAND.matcher(Files.readString(file, StandardCharsets.UTF_8));
                while (matcher.find()) {
                    commands.add(matcher.group(1).strip());
                }
            }
        }
        return commands.stream()
                .filter(command -> !command.startsWith("COMMAND"))
                .distinct()
                .toList();
    }

    /** The words of a command as a shell passes them on. */
    static List<String> words(String command) {
        List<String> arguments = new ArrayList<>();
        Matcher words = WORD.matcher(command);
        while (words.find()) {
            arguments.add(words.group(1) == null ? words.group(2) : words.group(1));
        }
        return arguments;
    }

    @ParameterizedTest
    @MethodSource("commandsInDocuments")
    void showsOnlyCommandsThatTheJarUnderstands(String command) {
        CommandLineInterface jar = new CommandLineInterface(Shell.ofProcess(SteadfillApplication.class));

        assertThatCode(() -> jar.commandLine().parseArgs(words(command).toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    @Test
    void findsTheCommandsItIsToCheck() throws IOException {
        assertThat(commandsInDocuments()).hasSizeGreaterThan(15);
    }
}
