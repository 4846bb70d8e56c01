package io.steadfill.console.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Stored keys as people read them. */
final class Keys {

    private Keys() {}

    /** @param stored a JSON array of texts; null for an open end, which is said as {@code open} */
    static String shown(@Nullable String stored, String open) {
        if (stored == null) {
            return open;
        }
        List<String> values = new ArrayList<>();
        JsonMapper.shared().readTree(stored).forEach(value -> values.add(value.asString("")));
        return String.join(" / ", values);
    }
}
