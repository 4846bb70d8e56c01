package io.steadfill.database.catalog;

import java.util.List;

/** The ordered unique not-null columns that we walk, and the index that holds them. */
public record Keyset(List<Column> columns, String index) {

    public Keyset {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a keyset has at least one column");
        }
    }

    public List<String> names() {
        return columns.stream().map(c -> c.name().name()).toList();
    }
}
