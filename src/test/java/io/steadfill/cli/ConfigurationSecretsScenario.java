package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password that makes the configuration unreadable is shown by nobody who says so. */
class ConfigurationSecretsScenario {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"@hunter2", "*hunter2", "!!hunter2 x", "'hunter2", "%hunter2", "a: hunter2"})
    void aPasswordThatIsNoYamlIsNotShown(String password) throws Exception {
        Path configuration = Files.writeString(folder.resolve("application.yaml"), """
                steadfill:
                  databases:
                    shop:
                      url: jdbc:postgresql://127.0.0.1:1/shop
                      password: %s
                """.formatted(password));

        for (List<String> command : List.of(List.of("runs"), List.of("runs", "-o", "json"), List.of("runs", "-vv"))) {
            Process process = start(configuration, command);
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();

            String said = Files.readString(folder.resolve("said"));
            assertThat(process.exitValue()).as(said).isEqualTo(2);
            assertThat(said).containsPattern("the configuration is no YAML at line [56], column \\d+: .*single quotes");
            assertThat(said).doesNotContain("hunter2");
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("application.yaml", "said");
        }
    }

    private Process start(Path configuration, List<String> command) throws Exception {
        ProcessBuilder line = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "io.steadfill.SteadfillApplication");
        line.command().addAll(command);
        line.command().addAll(List.of("--config", configuration.toString(), "--jobs", folder.toString()));
        return line.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }
}
