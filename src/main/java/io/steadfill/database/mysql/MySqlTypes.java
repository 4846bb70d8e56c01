package io.steadfill.database.mysql;

import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Column.Category;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** MySQL's and MariaDB's types by the names that {@code information_schema.columns.data_type} has for them. */
final class MySqlTypes {

    private static final Map<String, Category> CATEGORIES = Map.ofEntries(
            Map.entry("tinyint", Category.INTEGER),
            Map.entry("smallint", Category.INTEGER),
            Map.entry("mediumint", Category.INTEGER),
            Map.entry("int", Category.INTEGER),
            Map.entry("bigint", Category.INTEGER),
            Map.entry("year", Category.INTEGER),
            Map.entry("decimal", Category.DECIMAL),
            Map.entry("float", Category.FLOAT),
            Map.entry("double", Category.FLOAT),
            Map.entry("char", Category.TEXT),
            Map.entry("varchar", Category.TEXT),
            Map.entry("tinytext", Category.TEXT),
            Map.entry("text", Category.TEXT),
            Map.entry("mediumtext", Category.TEXT),
            Map.entry("longtext", Category.TEXT),
            Map.entry("binary", Category.BINARY),
            Map.entry("varbinary", Category.BINARY),
            Map.entry("tinyblob", Category.BINARY),
            Map.entry("blob", Category.BINARY),
            Map.entry("mediumblob", Category.BINARY),
            Map.entry("longblob", Category.BINARY),
            Map.entry("uuid", Category.UUID),
            Map.entry("date", Category.DATE),
            Map.entry("time", Category.TIME),
            Map.entry("datetime", Category.TIMESTAMP),
            Map.entry("timestamp", Category.TIMESTAMP),
            Map.entry("json", Category.JSON));

    private static final Set<Category> WALKABLE = Set.of(
            Category.INTEGER,
            Category.UNSIGNED,
            Category.DECIMAL,
            Category.TEXT,
            Category.BINARY,
            Category.UUID,
            Category.DATE,
            Category.TIME,
            Category.TIMESTAMP);

    /** What these hold is bytes to who does not compute with it, and travels as bytes; nothing is ordered by them. */
    private static final Set<String> SHAPES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geomcollection",
            "geometrycollection",
            "vector");

    private MySqlTypes() {}

    /** @param columnType the whole type, such as {@code int(10) unsigned} */
    static Category category(String dataType, String columnType) {
        Category category =
                SHAPES.contains(dataType) ? Category.BINARY : CATEGORIES.getOrDefault(dataType, Category.OTHER);
        return category == Category.INTEGER && columnType.contains("unsigned") ? Category.UNSIGNED : category;
    }

    /** Whether a column can be part of a key that is walked; an ENUM is ordered by its members' numbers, which a text does not tell. */
    static boolean isWalkable(Column column) {
        return WALKABLE.contains(column.category()) && !SHAPES.contains(dataType(column.type()));
    }

    private static String dataType(String columnType) {
        return columnType.toLowerCase(Locale.ROOT).replaceFirst("\\(.*", "");
    }
}
