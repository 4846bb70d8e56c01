package io.steadfill.database.mysql.chunks;

import io.steadfill.database.Fragment;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Rows that go to the server as one parameter, a JSON array of arrays of texts, and come back as the table {@code sf} with their number
 * {@code sf_n}, from 1. Texts only, so that no number loses a digit on the way.
 */
final class JsonRows {

    private static final JsonFactory JSON = new JsonFactory();

    /** Without a length, since MariaDB cuts what is too long without a word. */
    private static final String TEXT = "longtext character set utf8mb4";

    private final List<String> columns = new ArrayList<>();
    private final List<@Nullable String[]> cells = new ArrayList<>();

    /** Adds a column of texts. */
    JsonRows texts(String name, @Nullable String[] values) {
        return add(name, TEXT, values);
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
