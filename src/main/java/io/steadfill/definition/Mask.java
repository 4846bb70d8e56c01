package io.steadfill.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns whose values nobody is shown: not in plans, not in errors, not in logs.
 *
 * @param columns as {@code mask} of the job names them; empty where the job hides nothing
 */
public record Mask(List<Identifier> columns) {

    /** Hides nothing. */
    public static final Mask NONE = new Mask(List.of());

    /** Stands where a value would. */
    public static final String SHOWN = "***";

    public Mask {
        columns = List.copyOf(columns);
    }

    /** Whether nothing is hidden. Where anything is, a server's words about a row are hidden too: they may repeat any of its values. */
    public boolean isEmpty() {
        return columns.isEmpty();
    }

    /** Whether a column is hidden; in capitals or not, as MySQL takes names. */
    public boolean covers(String column) {
        return columns.stream().anyMatch(hidden -> hidden.name().equalsIgnoreCase(column));
    }

    /** A column's value as it may be shown. */
    public @Nullable String text(String column, @Nullable String value) {
        return value != null && covers(column) ? SHOWN : value;
    }
}
