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
 * @param numbered whether the server gives its values and lets nobody change them, though rows may come with theirs ({@code generated
 *     always as identity})
 */
public record Column(
        Identifier name,
        String type,
        Category category,
        boolean nullable,
        boolean generated,
        @Nullable String defaultText,
        boolean onUpdate,
        @Nullable String collation,
        boolean numbered) {

    public Column(
            Identifier name,
            String type,
            Category category,
            boolean nullable,
            boolean generated,
            @Nullable String defaultText,
            boolean onUpdate,
            @Nullable String collation) {
        this(name, type, category, nullable, generated, defaultText, onUpdate, collation, false);
    }

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

    /** Whether a job may change its values. */
    public boolean isWritable() {
        return !generated && !numbered;
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
