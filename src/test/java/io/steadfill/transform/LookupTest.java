package io.steadfill.transform;

import static io.steadfill.transform.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.TransformCall;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupTest {

    private final Path folder;

    LookupTest(@TempDir Path parent) throws IOException {
        folder = Files.createDirectory(parent.resolve("job"));
    }

    @Test
    void readsCommaSeparatedLines() throws IOException {
        write(
                "c.csv",
                "\ufeffold,new\r\nDeutschland,DE\r\n\"Korea, Republic of\",KR\n\n\"the \"\"UK\"\"\",GB\n\"two\nlines\",XX\nempty,\n");

        ColumnFunction function = bind("file", "c.csv", "header", true);

        assertThat(Calls.apply(function, "Deutschland").value()).isEqualTo("DE");
        assertThat(Calls.apply(function, "Korea, Republic of").value()).isEqualTo("KR");
        assertThat(Calls.apply(function, "the \"UK\"").value()).isEqualTo("GB");
        assertThat(Calls.apply(function, "two\nlines").value()).isEqualTo("XX");
        assertThat(Calls.apply(function, "empty").value()).isEmpty();
        assertThat(Calls.apply(function, "old").refusal()).contains("the mapping has no such value");
        assertThat(Calls.apply(function, (String) null)).isEqualTo(Outcome.of(null));
    }

    @Test
    void readsKeyAndValueLines() throws IOException {
        write("c.txt", "# countries\n\nDeutschland = DE\r\na=b=c\n");

        ColumnFunction function = bind("file", "c.txt");

        assertThat(Calls.apply(function, "Deutschland").value()).isEqualTo("DE");
        assertThat(Calls.apply(function, "a").value()).isEqualTo("b=c");
    }

    @Test
    void doesWithAMissingValueWhatTheJobSays() {
        assertThat(Calls.apply(bind("values", Map.of("a", "b"), "missing", "keep"), "x"))
                .isEqualTo(Outcome.of("x"));
        assertThat(Calls.apply(bind("values", Map.of("a", "b"), "missing", "to-null"), "x"))
                .isEqualTo(Outcome.of(null));
        assertThat(Calls.apply(bind("values", Map.of("a", "b"), "missing", "refuse"), "x")
                        .isRefused())
                .isTrue();
        assertThat(Calls.apply(bind("values", Map.of("a", "b")), "a").value()).isEqualTo("b");
    }

    @Test
    void storesTheFilesHashWithTheRun() throws IOException {
        write("c.csv", "a,b\n");
        TransformCall call = call("lookup", "from", "x", "file", "c.csv");
        Identifier column = new Identifier("y");
        String before = transforms().versions(Map.of(column, call)).get(column);

        write("c.csv", "a,c\n");

        assertThat(before).startsWith("lookup 1 c.csv sha256:");
        assertThat(transforms().versions(Map.of(column, call)).get(column)).isNotEqualTo(before);
    }

    @Test
    void refusesFilesThatCannotBeMeant() throws IOException {
        write("three.csv", "a,b\nc,d,e\n");
        write("one.txt", "a=b\nc\n");
        write("open.csv", "a,b\n\"c,d\ne,f\n");
        write("after.csv", "a,b\n\"c,d\n\"e\",f\n");
        write("blank.csv", "a,b\n\"c\" ,d\n");
        write("within.csv", "\"two\nlines\",b\nc, \"d\"\n");
        write("twice.csv", "a,b\nx,y\na,c\n");
        Files.write(folder.resolve("latin.csv"), "a,\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Path outside = Files.writeString(folder.resolveSibling("outside.csv"), "a,b\n");
        Files.createSymbolicLink(folder.resolve("link.csv"), outside);

        assertRefused("three.csv", "line 2 has 3 fields; each line needs two");
        assertRefused("one.txt", "line 2 has 1 fields");
        assertRefused("open.csv", "the quote that opens a field in line 2 is never closed");
        assertRefused("after.csv", "line 3 has text after the closing quote of a field that was opened in line 2");
        assertRefused("blank.csv", "line 2 has text after the closing quote of a field;");
        assertRefused("within.csv", "line 3 has a quote within a field that does not begin with one");
        assertRefused("twice.csv", "line 3 maps 'a' a second time, to another value");
        assertRefused("latin.csv", "it is not UTF-8");
        assertRefused("nowhere.csv", "there is no such file beside job.yaml");
        assertRefused("../" + outside.getFileName(), "it is not in the job's folder");
        assertRefused("link.csv", "it is not in the job's folder");
        assertRefused("\u0000", "it cannot be read");
    }

    @Test
    void refusesAFileWithoutAFolder() {
        assertThatThrownBy(() -> Calls.bind("lookup", "from", "a", "file", "c.csv"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("only be read for a job that has a folder");
    }

    @Test
    void refusesBothFileAndValuesOrNeither() {
        assertThatThrownBy(() -> bind()).hasMessageContaining("needs either 'file'");
        assertThatThrownBy(() -> bind("file", "c", "values", Map.of())).hasMessageContaining("and not both");
        assertThatThrownBy(() -> bind("values", Map.of("a", 1))).hasMessageContaining("in quotes");
        assertThatThrownBy(() -> bind("values", Map.of("a", "b"), "header", true))
                .hasMessageContaining("only with 'file'");
    }

    private void assertRefused(String file, String why) {
        assertThatThrownBy(() -> bind("file", file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(why);
    }

    private ColumnFunction bind(Object... arguments) {
        Object[] all = new Object[arguments.length + 2];
        all[0] = "from";
        all[1] = "x";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return transforms().bind(call("lookup", all));
    }

    private Transforms transforms() {
        return Transforms.standard().forJob(folder);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
