package io.steadfill.keyset;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A list of texts as a JSON array; texts only, so that no number loses a digit on the way. */
final class KeyText {

    private static final JsonFactory JSON = new JsonFactory();

    private KeyText() {}

    static String write(List<String> values) {
        StringWriter out = new StringWriter();
        try (var generator = JSON.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), out)) {
            generator.writeStartArray();
            values.forEach(generator::writeString);
            generator.writeEndArray();
        }
        return out.toString();
    }

    static List<String> read(String text) {
        List<String> values = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new IllegalArgumentException("not a stored key: " + text);
            }
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                values.add(parser.getString());
            }
            if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != null) {
                throw new IllegalArgumentException("not a stored key: " + text);
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a stored key: " + text, e);
        }
        return values;
    }
}
