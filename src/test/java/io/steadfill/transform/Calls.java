package io.steadfill.transform;

import io.steadfill.definition.TransformCall;
import java.util.LinkedHashMap;
import java.util.Map;

/** Short ways to write a call and its rows. */
final class Calls {

    private Calls() {}

    /** @param arguments names and values by turns */
    static TransformCall call(String name, Object... arguments) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            map.put((String) arguments[i], arguments[i + 1]);
        }
        return new TransformCall(name, map);
    }

    static ColumnFunction bind(String name, Object... arguments) {
        return Transforms.standard().bind(call(name, arguments));
    }

    static Outcome apply(ColumnFunction function, String... values) {
        return function.apply(values);
    }
}
