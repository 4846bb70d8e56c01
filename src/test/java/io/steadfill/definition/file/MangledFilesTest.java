package io.steadfill.definition.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.steadfill.definition.SqlText;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in the file, the answer is a definition or complaints, never another exception. */
class MangledFilesTest {

    private static final JobSchema SCHEMA = JobSchema.load();
    private static final int CASES = 2_000;
    private static final int BYTES_MAX = 256 << 10;
    private static final List<String> BITS = List.of(
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            ": ",
            ":",
            "- ",
            "&a ",
            "*a",
            "!!int ",
            "|\n",
            ">\n",
            "\t",
            "\n",
            "\n\n  ",
            "#",
            "%",
            "---\n",
            "<<: ",
            "null",
            "~",
            "\u0000",
            "\ufeff",
            "\ud83d\ude00",
            "\u00e9",
            "/*",
            "--",
            "$$",
            ":x",
            "?",
            "(",
            ")",
            "\\",
            "12345678901234567890123",
            "1e999999999",
            "\u2028",
            "  ",
            "set",
            "where: ");

    @TempDir
    Path folder;

    @Test
    void endInADefinitionOrInComplaints() throws IOException {
        Random random = new Random(20_260_101);
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] mangled = mangle(JobFileTest.PHONES, random);
            refused += isRefused(mangled, i) ? 1 : 0;
        }

        assertThat(refused).isBetween(CASES / 4, CASES - 20);
    }

    private boolean isRefused(byte[] bytes, int number) throws IOException {
        try {
            JobFile.read(Files.write(folder.resolve("job.yaml"), bytes), "job.yaml", "broken", SCHEMA);
            return false;
        } catch (ProblemException e) {
            assertThat(Complaints.of(e)).as("case " + number).isNotEmpty().allSatisfy(complaint -> {
                assertThat(complaint.line()).isPositive();
                assertThat(complaint.column()).isPositive();
            });
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError("case " + number + ":\n" + new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    private static byte[] mangle(String text, Random random) {
        StringBuilder mangled = new StringBuilder(text.replace("job: normalise-phones", "job: broken"));
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(mangled.length());
            int end = Math.min(mangled.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> mangled.delete(at, end);
                case 1 -> mangled.insert(at, BITS.get(random.nextInt(BITS.size())));
                case 2 -> mangled.replace(at, end, BITS.get(random.nextInt(BITS.size())));
                default -> mangled.insert(at, mangled.substring(at, end));
            }
        }
        byte[] bytes = mangled.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    void areReadAfterAByteOrderMark() throws Exception {
        Path file =
                Files.writeString(folder.resolve("job.yaml"), "\ufeff" + JobText.HEAD + JobText.WHERE + JobText.SET);

        JobFile job = JobFile.read(file, "job.yaml", "broken", JobSchema.load());

        assertThat(job.definition().text()).startsWith("job:");
    }

    @Test
    void areReadWithWindowsLineEnds() {
        JobFile job = JobText.read((JobText.HEAD + JobText.WHERE + JobText.SET).replace("\n", "\r\n"));

        assertThat(job.definition().where()).isEqualTo(SqlText.of("phone is null"));
    }

    @Test
    void areRefusedWhenTheyAreNoUtf8() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("job: broken\nowner: B".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes("\u00f6".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refusal(bytes.toByteArray()))
                .isEqualTo("job.yaml:2:9: the file is not UTF-8 from here; save it as UTF-8");
    }

    @Test
    void areRefusedWhenTheyHoldInvisibleCharacters() throws Exception {
        assertThat(refusal("job: a\nowner: b\u0000\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("job.yaml:2:9: an invisible character, U+0000, that YAML does not allow; take it out");
    }

    @Test
    void areRefusedWhenTheyAreHuge() throws Exception {
        assertThat(refusal(new byte[BYTES_MAX + 1])).contains("larger than 256 KiB");
    }

    @Test
    void areRefusedWithinSecondsWhenTheyHoldThousandsOfFaults() throws Exception {
        String text = "\ud83d\ude00: 1\n" + "a: 012\n".repeat(BYTES_MAX / 7 - 2);

        assertThat(refusal(text.getBytes(StandardCharsets.UTF_8))).contains("more are not shown");
    }

    @Test
    void areRefusedAtTheFirstLevelsOfABottomlessNest() throws Exception {
        assertThat(refusal("a: [".repeat(60_000).getBytes(StandardCharsets.UTF_8)))
                .contains("more than 16 levels");
    }

    @Test
    void areRefusedWhenTheyAreAFolderOrNotThere() throws Exception {
        Files.createDirectory(folder.resolve("job.yaml"));
        assertThat(refusalOf(folder.resolve("job.yaml"))).contains("the file cannot be read");
        assertThat(refusalOf(folder.resolve("other.yaml"))).contains("the file is not there");
    }

    private String refusal(byte[] bytes) throws Exception {
        return refusalOf(Files.write(folder.resolve("job.yaml"), bytes));
    }

    private static String refusalOf(Path file) {
        return catchThrowableOfType(
                        ProblemException.class, () -> JobFile.read(file, "job.yaml", "broken", JobSchema.load()))
                .detail();
    }
}
