package io.steadfill.database.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The statements that make our tables in a target, as shipped; each ends with a semicolon at the end of a line. */
public final class TargetScript {

    private TargetScript() {}

    public static List<String> read(String vendorFolder) {
        String text = text(vendorFolder, "V001__tables.sql").replaceAll("(?m)^--.*\\R", "");
        return Arrays.stream(text.split(";\\s*(\\R|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** A file as shipped, comments and all. */
    static String text(String vendorFolder, String file) {
        String path = "/db/target/" + vendorFolder + "/" + file;
        try (InputStream in = TargetScript.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
