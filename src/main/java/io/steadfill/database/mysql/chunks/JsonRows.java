package io.steadfill.database.mysql.chunks;

import io.steadfill.database.Fragment;
import io.steadfill.definition.Vendor;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Rows that go to the server as one parameter, a JSON array of arrays of texts, and come back as the table {@code sf} with their number
 * {@code sf_n}, from 1. Texts only, so that no number loses a digit on the way.
 *
 * <p>JSON_TABLE of MariaDB before 11 hands escapes on as they are written (seen with 10.11.5). For MariaDB what JSON would escape is therefore written
 * with a tilde instead of a backslash, and a column with such a text is read by JSON_VALUE, whose result, unlike that of its JSON_UNQUOTE, has all of Unicode.
 */
final class JsonRows {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .build();

    private static final char ESCAPE = '~';

    /** Without a length, since MariaDB cuts what is too long without a word. */
    private static final String TEXT = "longtext character set utf8mb4";

    private final List<String> columns = new ArrayList<>();
    private final List<@Nullable String[]> cells = new ArrayList<>();
    private final Set<String> escaped = new HashSet<>();
    private final boolean escapes;

    /** @param vendor of the server that reads them */
    JsonRows(Vendor vendor) {
        this.escapes = vendor == Vendor.MARIADB;
    }

    /** Adds a column of texts, to be read by {@link #text}. */
    JsonRows texts(String name, @Nullable String[] values) {
        if (!escapes || !isEscaped(values)) {
            return add(name, TEXT, values);
        }
        escaped.add(name);
        return add(name, TEXT + " collate utf8mb4_bin", escaped(values));
    }

    /** The expression that gives a column's text. */
    String text(String name) {
        String column = "sf." + name;
        return escaped.contains(name)
                ? "json_value(concat('[\"', replace(" + column + ", '" + ESCAPE
                        + "', char(92 using utf8mb4)), '\"]'), '$[0]')"
                : column;
    }

    private static boolean isEscaped(@Nullable String[] texts) {
        for (String text : texts) {
            for (int i = 0; text != null && i < text.length(); i++) {
                if (isEscaped(text.charAt(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isEscaped(char c) {
        return c < ' ' || c == '"' || c == '\\' || c == ESCAPE;
    }

    private static @Nullable String[] escaped(@Nullable String[] texts) {
        @Nullable String[] result = new String[texts.length];
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            result[i] = text == null ? null : escaped(text);
        }
        return result;
    }

    private static String escaped(String text) {
        StringBuilder result = new StringBuilder(text.length() + 10);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscaped(c)) {
                result.append(ESCAPE).append('u').append(HexFormat.of().toHexDigits(c));
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    /** Adds a column that the server reads as {@code type}. */
    JsonRows add(String name, String type, @Nullable String[] values) {
        columns.add(name + " " + type + " path '$[" + cells.size() + "]' error on error");
        cells.add(values);
        return this;
    }

    /** The table {@code sf}, for a FROM clause. */
    Fragment table() {
        return Fragment.of(
                "json_table(:sf_rows, '$[*]' columns (sf_n for ordinality, " + String.join(", ", columns) + ")) sf",
                "sf_rows",
                json());
    }

    private String json() {
        StringWriter out = new StringWriter();
        int rows = cells.get(0).length;
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            generator.writeStartArray();
            for (int row = 0; row < rows; row++) {
                generator.writeStartArray();
                for (@Nullable String[] column : cells) {
                    write(generator, column[row]);
                }
                generator.writeEndArray();
            }
            generator.writeEndArray();
        }
        return out.toString();
    }

    private static void write(JsonGenerator generator, @Nullable String text) {
        if (text == null) {
            generator.writeNull();
        } else {
            generator.writeString(text);
        }
    }
}
