package io.steadfill.definition.yaml;

import io.steadfill.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** A file's bytes as text: UTF-8, of a sane size, with nothing that cannot be seen. */
public final class SourceText {

    /** A job file of more is no job file. */
    static final int BYTES_MAX = 256 << 10;

    private SourceText() {}

    /** The text without a byte order mark, or null after a complaint. */
    public static @Nullable String read(Path file, Complaints complaints) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            return decode(bytes, complaints);
        } catch (NoSuchFileException e) {
            complaints.add(Place.TOP, "", "the file is not there", "make it, beginning with 'job: NAME'");
        } catch (IOException e) {
            complaints.add(
                    Place.TOP, "", "the file cannot be read", "check that it is a file and that you may read it");
        }
        return null;
    }

    static @Nullable String decode(byte[] bytes, Complaints complaints) {
        if (bytes.length > BYTES_MAX) {
            complaints.add(
                    Place.TOP,
                    "",
                    "the file is larger than " + (BYTES_MAX >> 10) + " KiB",
                    "a job file says what to do in a few lines: keep data elsewhere");
            return null;
        }
        CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            complaints.add(Place.of(text, text.length()), "", "the file is not UTF-8 from here", "save it as UTF-8");
            return null;
        }
        return printable(text.startsWith("\ufeff") ? text.substring(1) : text, complaints);
    }

    /** SHA-256 of a text in UTF-8, in hex. */
    public static String hash(String text) {
        return Sha256.hex(text);
    }

    private static @Nullable String printable(String text, Complaints complaints) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (!StreamReader.isPrintable(point) || point == 0xfeff) {
                complaints.add(
                        Place.of(text, i),
                        "",
                        "an invisible character, U+%04X, that YAML does not allow".formatted(point),
                        "take it out");
                return null;
            }
        }
        return text;
    }
}
