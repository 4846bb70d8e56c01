package io.steadfill.cli.text;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON: what the records say, times in ISO form. */
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** Without line breaks. */
    public static String line(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    public static String pretty(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
