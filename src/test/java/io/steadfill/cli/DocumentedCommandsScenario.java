package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command that a document shows is carried out, in the order of the documents, with real ids in the places of those that they show,
 * and does what it is shown for.
 */
@Tag("slow")
class DocumentedCommandsScenario {

    /** Begins a program rather than saying a word to one; {@code DemoServedScenario} and {@code ServedApi} start these. */
    private static final Set<String> PROGRAMS = Set.of("demo", "serve");

    private static DocumentedSituation situation;

    @BeforeAll
    static void begin(@TempDir Path folder) throws Exception {
        situation = new DocumentedSituation(folder, Lane.POSTGRESQL);
    }

    @AfterAll
    static void end() {
        situation.close();
    }

    static List<String> commands() throws IOException {
        return DocumentsTest.commandsInDocuments().stream()
                .filter(command -> !PROGRAMS.contains(command.split(" ")[0]))
                .toList();
    }

    @ParameterizedTest
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @MethodSource("commands")
    void doesWhatItIsShownFor(String command) throws Exception {
        Terminal.Answer answer = situation.carryOut(DocumentsTest.words(command));

        assertThat(answer.code()).as(command + "\n" + answer.text()).isIn(situation.codes(command));
    }
}
