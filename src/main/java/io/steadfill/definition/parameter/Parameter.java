package io.steadfill.definition.parameter;

import org.jspecify.annotations.Nullable;

/**
 * A typed value that an operator gives at launch, used as {@code :name} in expressions.
 *
 * @param fallback the value when none is given, in text form; null makes the parameter required
 */
public record Parameter(
        String name,
        Type type,
        @Nullable String fallback,
        @Nullable String description) {

    /** What a parameter's text must be. */
    public enum Type {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        DATE,
        TIMESTAMP
    }
}
