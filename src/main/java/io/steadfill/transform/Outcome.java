package io.steadfill.transform;

import org.jspecify.annotations.Nullable;

/**
 * What a transform made of a row.
 *
 * @param value the new value in text form, null for NULL
 * @param refusal why there is no value, in words an operator understands; null when there is one
 */
public record Outcome(@Nullable String value, @Nullable String refusal) {

    public static Outcome of(@Nullable String value) {
        return new Outcome(value, null);
    }

    public static Outcome refused(String why) {
        return new Outcome(null, why);
    }

    public boolean isRefused() {
        return refusal != null;
    }
}
