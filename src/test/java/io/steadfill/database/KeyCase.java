package io.steadfill.database;

import io.steadfill.database.catalog.Column.Category;
import io.steadfill.database.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kind of key, and rows of it that are hard to walk. */
final class KeyCase {

    private final String name;
    private final List<Part> parts = new ArrayList<>();
    private List<String> rows = List.of();

    private KeyCase(String name) {
        this.name = name;
    }

    static KeyCase of(String name) {
        return new KeyCase(name);
    }

    KeyCase part(String type, Category category) {
        return part(type, category, null);
    }

    KeyCase part(String type, Category category, @Nullable String collation) {
        parts.add(new Part(type, category, collation));
        return this;
    }

    /** The rows' keys as SQL literals, those of one row separated by commas. */
    KeyCase rows(String... literals) {
        rows = List.of(literals);
        return this;
    }

    List<String> rows() {
        return rows;
    }

    int width() {
        return parts.size();
    }

    /** Makes the table: key columns k0, k1 and so on, then {@code v}. */
    Table create(SampleTable sample) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            sample.column("k" + i, part.type, part.category, part.collation);
        }
        return sample.column("v", "integer", Category.INTEGER).create(parts.size());
    }

    @Override
    public String toString() {
        return name;
    }

    private record Part(
            String type, Category category, @Nullable String collation) {}
}
