package io.steadfill.database;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL with named parameters ({@code :name}) and their values. Pieces are joined by {@link #and}; the same name in two
 * pieces must carry the same value.
 */
public record Fragment(String sql, Map<String, @Nullable Object> parameters) {

    public Fragment {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public static Fragment of(String sql) {
        return new Fragment(sql, Map.of());
    }

    public static Fragment of(String sql, String name, Object value) {
        return new Fragment(sql, Map.of(name, value));
    }

    /** This piece with another parameter. */
    public Fragment with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(parameters);
        all.put(name, value);
        return new Fragment(sql, all);
    }

    /** This piece's text replaced, with the parameters of all {@code others} added. */
    public static Fragment join(String sql, Fragment... others) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (Fragment other : others) {
            all.putAll(other.parameters);
        }
        return new Fragment(sql, all);
    }

    /** Both conditions, each in brackets. */
    public Fragment and(Fragment other) {
        return join("(" + sql + ") and (" + other.sql + ")", this, other);
    }
}
