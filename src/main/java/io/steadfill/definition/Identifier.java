package io.steadfill.definition;

import io.steadfill.problem.Problem;

/** The name of a table, column, schema or index, as the server stores it; checked, so that it can always be quoted. */
public record Identifier(String name) {

    /** PostgreSQL cuts names at 63 bytes, MySQL refuses those over 64 characters. */
    private static final int LENGTH_MAX = 64;

    public Identifier {
        if (name.isEmpty() || name.length() > LENGTH_MAX || name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw Problem.DEFINITION_INVALID
                    .with("name", name)
                    .says(
                            "'" + name
                                    + "' cannot be the name of a table or column: it is empty, too long or has control characters");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
