package io.steadfill.cli;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON: what the records say, times in ISO form. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** Without line breaks. */
    static String line(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    static String pretty(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
