package io.steadfill.database.catalog;

import io.steadfill.definition.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * A column as the server describes it.
 *
 * @param type the server's own spelling, fit for a cast on PostgreSQL, such as {@code numeric(10,2)}
 * @param defaultText the default expression; null where there is none
 * @param onUpdate whether the server itself writes the column at each update ({@code on update current_timestamp})
 * @param collation the collation of a text column on MySQL and MariaDB; null elsewhere
 */
public record Column(
        Identifier name,
        String type,
        Category category,
        boolean nullable,
        boolean generated,
        @Nullable String defaultText,
        boolean onUpdate,
        @Nullable String collation) {

    public Column(
            Identifier name,
            String type,
            Category category,
            boolean nullable,
            boolean generated,
            @Nullable String defaultText,
            boolean onUpdate) {
        this(name, type, category, nullable, generated, defaultText, onUpdate, null);
    }

    /** What family of type a column has, as far as walking, reading and writing back care. */
    public enum Category {
        INTEGER,
        UNSIGNED,
        DECIMAL,
        FLOAT,
        TEXT,
        BINARY,
        UUID,
        DATE,
        TIME,
        TIMESTAMP,
        BOOLEAN,
        JSON,
        OTHER
    }
}
