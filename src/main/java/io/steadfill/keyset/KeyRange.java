package io.steadfill.keyset;

import org.jspecify.annotations.Nullable;

/** The keys greater than {@code after} and up to and including {@code upTo}; null means open on that side. Knows no order: the database has it. */
public record KeyRange(@Nullable Key after, @Nullable Key upTo) {

    /** The whole key space. */
    public static final KeyRange ALL = new KeyRange(null, null);

    public KeyRange {
        if (after != null && upTo != null && !after.columns().equals(upTo.columns())) {
            throw new IllegalArgumentException("keys of different columns: " + after + " .. " + upTo);
        }
    }

    /** What is left of this range when everything up to and including {@code key} is done. */
    public KeyRange beyond(Key key) {
        return new KeyRange(key, upTo);
    }

    /** The part of this range up to and including {@code key}. */
    public KeyRange upTo(@Nullable Key key) {
        return new KeyRange(after, key);
    }

    @Override
    public String toString() {
        return "(" + (after == null ? "start" : after) + ", " + (upTo == null ? "end" : upTo) + "]";
    }
}
