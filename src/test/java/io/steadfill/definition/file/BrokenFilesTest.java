package io.steadfill.definition.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each broken file is told, kept as golden texts. {@code -Dsteadfill.golden=write} writes them anew; read the difference. */
class BrokenFilesTest {

    private static final Path FOLDER = Path.of("src/test/resources/definition");
    private static final JobSchema SCHEMA = JobSchema.load();

    static Stream<String> files() throws IOException {
        try (Stream<Path> entries = Files.list(FOLDER)) {
            return entries
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isToldWhatIsWrongWhereAndHowToCureIt(String file) throws IOException {
        Path golden = FOLDER.resolve(file.replace(".yaml", ".expected"));

        String told = told(file);

        if ("write".equals(System.getProperty("steadfill.golden"))) {
            Files.writeString(golden, told);
        }
        assertThat(told).isEqualTo(Files.readString(golden));
    }

    @Test
    void areFortyOrMore() throws IOException {
        assertThat(files().count()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void neverRepeatAPassword() throws IOException {
        for (String file : files().toList()) {
            assertThat(told(file)).as(file).doesNotContain("secret");
        }
    }

    private static String told(String file) {
        try {
            JobFile.read(FOLDER.resolve(file), file, "broken", SCHEMA);
            return "valid\n";
        } catch (ProblemException e) {
            assertThat(e.problem()).isEqualTo(Problem.DEFINITION_INVALID);
            return e.detail() + "\n";
        }
    }
}
