package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.steadfill.SteadfillApplication;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The examples for other schedulers are what the jar, YAML and Python understand. */
class ExternalSchedulersTest {

    private static final Path DOCUMENT = Path.of("src/docs/external-schedulers.md");
    private static final Pattern COMMAND = Pattern.compile("steadfill\\.jar (run [^\\n]*)");

    @TempDir
    Path folder;

    @Test
    void everyCommandIsOneOfTheJar() throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(Files.readString(DOCUMENT).replaceAll("\"\\s*\\n\\s*\"", ""));
        while (matcher.find()) {
            String line = matcher.group(1).replaceAll("\"?\\$\\([^)]*\\)\"?|\\{\\{[^}]*}}", "2026-11-22");
            commands.add(line.replace("\"", "").strip());
        }
        CommandLineInterface jar = new CommandLineInterface(Shell.ofProcess(SteadfillApplication.class));

        assertThat(commands).hasSize(3);
        for (String command : commands) {
            assertThatCode(() -> jar.commandLine().parseArgs(command.split(" +")))
                    .as(command)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theCronJobTriesAgainOnlyWhatMayPass() throws IOException {
        JsonNode rules = new YAMLMapper().readTree(block("yaml")).at("/spec/jobTemplate/spec/podFailurePolicy/rules");

        assertThat(codes(rules.get(1)))
                .contains(
                        Problem.RUN_WAITS.exitCode(),
                        Problem.SERVER_UNREACHABLE.exitCode(),
                        Problem.LEASE_BUSY.exitCode());
        assertThat(codes(rules.get(0)))
                .contains(
                        Problem.RUN_FAILED.exitCode(),
                        Problem.DEFINITION_INVALID.exitCode(),
                        Problem.DEPENDENCY_FAILED.exitCode(),
                        Problem.NOT_PERMITTED.exitCode())
                .doesNotContainAnyElementsOf(codes(rules.get(1)));
    }

    @Test
    void thePythonCompiles() throws Exception {
        assumeTrue(isThere("python3"), "no python3 here");
        Path file = Files.writeString(folder.resolve("dag.py"), block("python"));

        Process python = new ProcessBuilder("python3", "-m", "py_compile", file.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue()).isZero();
    }

    private static List<Integer> codes(JsonNode rule) {
        return rule.at("/onExitCodes/values").valueStream().map(JsonNode::asInt).toList();
    }

    private static String block(String language) throws IOException {
        Matcher matcher = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT));
        assertThat(matcher.find()).as(language).isTrue();
        return matcher.group(1);
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
