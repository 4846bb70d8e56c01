package io.steadfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about source files, which class files do not show. */
class SourcesTest {

    private static final Path MAIN = Path.of("src/main/java/io/steadfill");
    private static final int LINES_MAX = 300;
    private static final int FILES_MAX = 12;

    /** Rooms that may be large, because they hold a family of small files with one shape each. */
    private static final Map<String, String> FAMILIES = Map.ofEntries(
            Map.entry("cli", "one file for each command, and what runs them"),
            Map.entry("transform", "one file for each named transform, and what reads its arguments and its files"));

    private static final Pattern NOT_CODE = Pattern.compile(
            "\"{3}[\\s\\S]*?\"{3}|\"(\\\\.|[^\"\\\\\n])*\"|'(\\\\.|[^'\\\\\n])+'|/\\*[\\s\\S]*?\\*/|//[^\n]*");
    private static final Pattern NAME_IN_FULL = Pattern.compile(
            "(?m)(?<!^import |^import static |[\\w.])(java|javax|jakarta|org|com|io|net)\\.([a-z]\\w*\\.)+(@\\w+ )?([A-Z]\\w*)");

    private static final int SIMPLE = 4;

    @Test
    void noFileIsLongerThanAPersonReads() throws IOException {
        assertThat(sources(MAIN).filter(file -> lines(file).size() > LINES_MAX).map(SourcesTest::name))
                .as("files of more than %d lines", LINES_MAX)
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIs() throws IOException {
        List<Path> packages = sources(MAIN).map(Path::getParent).distinct().toList();

        assertThat(packages).isNotEmpty().allSatisfy(directory -> {
            Path info = directory.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(lines(info)).contains("@NullMarked").anyMatch(line -> line.startsWith("/**"));
        });
    }

    @Test
    void noRoomHoldsMoreThanADozenFilesUnlessItIsAFamily() throws IOException {
        Map<String, Long> rooms = sources(MAIN)
                .filter(file -> !file.endsWith("package-info.java"))
                .map(file -> MAIN.relativize(file))
                .filter(file -> file.getNameCount() > 1)
                .collect(Collectors.groupingBy(
                        file -> file.getParent().toString().replace('\\', '/'), Collectors.counting()));

        assertThat(rooms.entrySet())
                .isNotEmpty()
                .filteredOn(room -> !FAMILIES.containsKey(room.getKey()))
                .allSatisfy(room -> assertThat(room.getValue())
                        .as("files in the room %s: split it, or name the family that it is", room.getKey())
                        .isLessThanOrEqualTo(FILES_MAX));
    }

    @Test
    void nothingIsLeftToDoLater() throws IOException {
        String marks = "(?i).*\\b(todo|fixme|xxx)\\b.*";

        assertThat(Stream.concat(sources(MAIN), sources(Path.of("src/test/java")))
                        .filter(file -> !file.endsWith("SourcesTest.java"))
                        .filter(file -> lines(file).stream()
                                .anyMatch(line -> line.matches("\\s*(//|\\*|/\\*).*") && line.matches(marks)))
                        .map(SourcesTest::name))
                .isEmpty();
    }

    @Test
    void noTestSleepsOrIsSwitchedOff() throws IOException {
        assertThat(sources(Path.of("src/test/java"))
                        .filter(file -> !file.endsWith("SourcesTest.java"))
                        .filter(file -> lines(file).stream()
                                .anyMatch(line -> line.contains("Thread.sleep")
                                        || line.strip().startsWith("@Disabled")))
                        .map(SourcesTest::name))
                .isEmpty();
    }

    @Test
    void codeImportsWhatItNamesUnlessTwoTypesShareTheName() throws IOException {
        assertThat(Stream.concat(sources(MAIN), sources(Path.of("src/test/java")))
                        .flatMap(SourcesTest::namesInFull))
                .as("types with their package inside code")
                .isEmpty();
    }

    private static Stream<String> namesInFull(Path file) {
        String code = NOT_CODE.matcher(String.join("\n", lines(file))).replaceAll("");
        return NAME_IN_FULL
                .matcher(code)
                .results()
                .filter(name -> !means(file, code, name.group(SIMPLE)))
                .map(name -> file + ": " + name.group());
    }

    /** Whether the simple name already means another type here. */
    private static boolean means(Path file, String code, String simple) {
        return Files.exists(file.resolveSibling(simple + ".java"))
                || Pattern.compile("(?m)^import [\\w.]+\\." + simple + ";")
                        .matcher(code)
                        .find()
                || Pattern.compile("\\b(class|record|interface|enum) " + simple + "\\b")
                        .matcher(code)
                        .find();
    }

    private static Stream<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file + " (" + lines(file).size() + " lines)";
    }
}
