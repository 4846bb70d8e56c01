package io.steadfill.transform;

import org.jspecify.annotations.Nullable;

/** What becomes of a text of which nothing is left. */
enum Empty {
    KEEP,
    TO_NULL;

    @Nullable
    String of(String text) {
        return this == TO_NULL && text.isEmpty() ? null : text;
    }
}
