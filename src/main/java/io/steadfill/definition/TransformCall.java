package io.steadfill.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One use of a named transform.
 *
 * @param name the transform, such as {@code e164}
 * @param arguments by name; a value is a text, a boolean, a number, or a list or map of them, as the job file has it
 */
public record TransformCall(String name, Map<String, Object> arguments) {
    public TransformCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
