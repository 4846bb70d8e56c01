package io.steadfill.api.answer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be said next, and how.
 *
 * @param headers that it needs; empty where it needs none
 * @param body an example; null where none is needed
 */
public record Action(
        String name,
        String method,
        String href,
        Map<String, String> headers,
        @Nullable Map<String, Object> body,
        String says) {

    public Action {
        headers = Map.copyOf(headers);
    }
}
