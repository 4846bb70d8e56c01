package io.steadfill.database.postgresql;

import io.steadfill.database.catalog.Column.Category;
import java.util.Map;
import java.util.Set;

/** PostgreSQL's types by the names that {@code pg_type} has for them, domains resolved to what is below. */
final class PostgresTypes {

    private static final Map<String, Category> CATEGORIES = Map.ofEntries(
            Map.entry("int2", Category.INTEGER),
            Map.entry("int4", Category.INTEGER),
            Map.entry("int8", Category.INTEGER),
            Map.entry("numeric", Category.DECIMAL),
            Map.entry("float4", Category.FLOAT),
            Map.entry("float8", Category.FLOAT),
            Map.entry("text", Category.TEXT),
            Map.entry("varchar", Category.TEXT),
            Map.entry("bpchar", Category.TEXT),
            Map.entry("name", Category.TEXT),
            Map.entry("citext", Category.TEXT),
            Map.entry("bytea", Category.BINARY),
            Map.entry("uuid", Category.UUID),
            Map.entry("date", Category.DATE),
            Map.entry("time", Category.TIME),
            Map.entry("timetz", Category.TIME),
            Map.entry("timestamp", Category.TIMESTAMP),
            Map.entry("timestamptz", Category.TIMESTAMP),
            Map.entry("bool", Category.BOOLEAN),
            Map.entry("json", Category.JSON),
            Map.entry("jsonb", Category.JSON));

    /** Types outside the families whose text reads back as the same value. */
    private static final Set<String> EXACT = Set.of("inet", "cidr", "macaddr", "macaddr8", "oid", "bit", "varbit");

    private PostgresTypes() {}

    static Category category(String type) {
        return CATEGORIES.getOrDefault(type, Category.OTHER);
    }

    /** Whether a column can be part of a key that is walked. */
    static boolean isWalkable(String type, boolean enumeration) {
        return switch (category(type)) {
            case INTEGER, UNSIGNED, DECIMAL, TEXT, BINARY, UUID, DATE, TIME, TIMESTAMP, BOOLEAN -> true;
            case FLOAT, JSON -> false;
            case OTHER -> enumeration || EXACT.contains(type);
        };
    }
}
