package io.steadfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of {@code src/docs/acceptance.md} name tests that are there, and say truly whether every build runs them. */
class AcceptanceTest {

    private static final Pattern TESTS = Pattern.compile("-Dtest='?([\\w*,]+)");
    private static final Path SOURCES = Path.of("src/test/java");

    /** A row of the table. */
    record Promise(String text, String command, String inEveryBuild) {

        List<String> patterns() {
            Matcher tests = TESTS.matcher(command);
            return tests.find() ? List.of(tests.group(1).split(",")) : List.of();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static List<Promise> promises() throws IOException {
        List<Promise> promises = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/docs/acceptance.md"))) {
            String[] cells = line.split("\\|");
            if (cells.length == 4 && !cells[1].isBlank() && cells[2].contains("`")) {
                promises.add(new Promise(cells[1].strip(), cells[2].strip(), cells[3].strip()));
            }
        }
        return promises;
    }

    @ParameterizedTest
    @MethodSource("promises")
    void eachCommandNamesTestsThatAreThere(Promise promise) throws IOException {
        for (String pattern : promise.patterns()) {
            assertThat(classes(pattern)).as(pattern).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("promises")
    void whatIsSaidToRunInEveryBuildDoes(Promise promise) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String pattern : promise.patterns()) {
            all.addAll(classes(pattern));
        }
        List<Path> quick = new ArrayList<>();
        for (Path test : all) {
            if (!isSlow(test)) {
                quick.add(test);
            }
        }
        if (promise.inEveryBuild().startsWith("yes")) {
            assertThat(all.isEmpty() || !quick.isEmpty())
                    .as("one of them runs without the slow tests")
                    .isTrue();
        } else if (promise.command().contains("excludedGroups")) {
            assertThat(mentionsSlow(all)).as("one of them is slow").isTrue();
        }
    }

    @Test
    void theTableWasFound() throws IOException {
        assertThat(promises()).hasSizeGreaterThan(30);
    }

    private static List<Path> classes(String pattern) throws IOException {
        Pattern name = Pattern.compile(pattern.replace("*", ".*") + "\\.java");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Whether the class itself, or the contract that it fulfils, carries the tag. */
    private static boolean isSlow(Path test) throws IOException {
        return family(test).stream()
                .anyMatch(text ->
                        Pattern.compile("(?m)^@Tag\\(\"slow\"\\)").matcher(text).find());
    }

    private static boolean mentionsSlow(List<Path> tests) throws IOException {
        for (Path test : tests) {
            if (family(test).stream().anyMatch(text -> text.contains("@Tag(\"slow\")"))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> family(Path test) throws IOException {
        String text = Files.readString(test);
        Matcher contract = Pattern.compile("extends (\\w+)").matcher(text);
        if (!contract.find()) {
            return List.of(text);
        }
        Path above = test.resolveSibling(contract.group(1) + ".java");
        return Files.exists(above) ? Arrays.asList(text, Files.readString(above)) : List.of(text);
    }
}
