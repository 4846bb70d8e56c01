package io.steadfill.database.catalog;

import io.steadfill.database.catalog.Column.Category;
import io.steadfill.definition.Identifier;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the columns by which other systems see that a row has changed: counters for optimistic locks, times of the last change. */
public final class WatchedColumns {

    private static final Pattern NAMES = Pattern.compile(
            "(updated|modified|changed)_?(at|on|time|date|ts)|last_?(updated?|modified|modification|changed?)(_?(at|on|time|date|ts))?"
                    + "|date_?(updated|modified)|update_?time|mtime|(lock|row|record|entity|opt_?lock)?_?version|opt_?lock|revision",
            Pattern.CASE_INSENSITIVE);

    private static final Set<Category> BUMPED = Set.of(Category.INTEGER, Category.UNSIGNED, Category.DECIMAL);
    private static final Set<Category> TIMES = Set.of(Category.TIMESTAMP, Category.DATE, Category.TIME);

    private WatchedColumns() {}

    public static List<Identifier> of(List<Column> columns, List<Trigger> triggers) {
        return columns.stream()
                .filter(Column::isWritable)
                .filter(c -> c.onUpdate() || isNamedSo(c) || triggers.stream().anyMatch(t -> bumps(t, c)))
                .map(Column::name)
                .toList();
    }

    private static boolean isNamedSo(Column column) {
        return (BUMPED.contains(column.category()) || TIMES.contains(column.category()))
                && NAMES.matcher(column.name().name()).matches();
    }

    /** A trigger that tidies other columns is not what others watch; one that writes a time or counts up is. */
    private static boolean bumps(Trigger trigger, Column column) {
        return trigger.events().contains("UPDATE")
                && ((TIMES.contains(column.category()) && trigger.writes(column.name()))
                        || (BUMPED.contains(column.category()) && trigger.countsUp(column.name())));
    }
}
