package io.steadfill.transform;

import io.steadfill.digest.Sha256;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping beside the job file, in UTF-8: a {@code .csv} of two fields a line (RFC 4180), or any other name with {@code key=value} lines, where
 * {@code #} begins a comment line.
 */
record MappingFile(String name, Map<String, String> values, String hash) {

    private static final long BYTES_MAX = 64L << 20;

    static MappingFile read(Arguments arguments, @Nullable Path folder) {
        String name = arguments.text("file");
        boolean header = arguments.flag("header", false);
        byte[] bytes = bytes(arguments, folder, name);
        String text = text(arguments, name, bytes);
        List<Line> lines = name.endsWith(".csv")
                ? Csv.lines(text, why -> refuse(arguments, name, why))
                : KeyValueLines.lines(text);
        return new MappingFile(name, values(arguments, name, header ? withoutFirst(lines) : lines), Sha256.hex(bytes));
    }

    /** One line's fields, with its number from 1. */
    record Line(int number, List<String> fields) {}

    private static List<Line> withoutFirst(List<Line> lines) {
        return lines.isEmpty() ? lines : lines.subList(1, lines.size());
    }

    private static Map<String, String> values(Arguments arguments, String name, List<Line> lines) {
        Map<String, String> values = new HashMap<>();
        for (Line line : lines) {
            if (line.fields().size() != 2) {
                throw refuse(
                        arguments,
                        name,
                        "line " + line.number() + " has " + line.fields().size()
                                + " fields; each line needs two: old value and new value");
            }
            String key = line.fields().get(0);
            String value = line.fields().get(1);
            String earlier = values.put(key, value);
            if (earlier != null && !earlier.equals(value)) {
                throw refuse(
                        arguments,
                        name,
                        "line " + line.number() + " maps '" + key + "' a second time, to another value");
            }
        }
        return Map.copyOf(values);
    }

    private static byte[] bytes(Arguments arguments, @Nullable Path folder, String name) {
        if (folder == null) {
            throw refuse(arguments, name, "it can only be read for a job that has a folder");
        }
        try {
            Path home = folder.toRealPath();
            Path file = home.resolve(name);
            if (!Files.isRegularFile(file)) {
                throw refuse(arguments, name, "there is no such file beside job.yaml");
            }
            if (!file.toRealPath().startsWith(home)) {
                throw refuse(arguments, name, "it is not in the job's folder; copy it there");
            }
            if (Files.size(file) > BYTES_MAX) {
                throw refuse(arguments, name, "it is larger than 64 MB; join a table in the database instead");
            }
            return Files.readAllBytes(file);
        } catch (IOException | InvalidPathException e) {
            throw refuse(arguments, name, "it cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static String text(Arguments arguments, String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refuse(arguments, name, "it is not UTF-8; save it as UTF-8");
        }
    }

    private static ProblemException refuse(Arguments arguments, String name, String why) {
        return arguments.refuse("file", "cannot use the file '" + name + "': " + why);
    }
}
