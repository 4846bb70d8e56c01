package io.steadfill.transform;

import org.jspecify.annotations.Nullable;

/** What becomes of a text of which nothing is left. */
enum Empty {
    KEEP,
    NULL;

    @Nullable
    String of(String text) {
        return this == NULL && text.isEmpty() ? null : text;
    }
}
