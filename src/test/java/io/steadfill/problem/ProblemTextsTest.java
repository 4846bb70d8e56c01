package io.steadfill.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTextsTest {

    @ParameterizedTest
    @EnumSource
    void everyProblemSaysWhatItMeansAndWhatToDo(Problem problem) {
        ProblemTexts texts = ProblemTexts.of(problem);

        assertThat(Path.of("src/main/resources/problems", problem.code() + ".md"))
                .exists();
        assertThat(texts.meaning()).endsWith(".").hasSizeGreaterThan(20);
        assertThat(texts.cures())
                .isNotEmpty()
                .allSatisfy(cure -> assertThat(cure).hasSizeGreaterThan(10));
    }

    @Test
    void noPageIsLeftOfAProblemThatIsGone() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/problems"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(Problem.values()).map(Problem::code).toList());
        }
    }

    @Test
    void aParagraphMayRunOverLinesAndSoMayAPoint() {
        ProblemTexts texts = ProblemTexts.parse("One\ntwo.\n\n- do\n  this\n- or that\n");

        assertThat(texts.meaning()).isEqualTo("One two.");
        assertThat(texts.cures()).containsExactly("do this", "or that");
    }
}
