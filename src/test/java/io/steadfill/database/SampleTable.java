package io.steadfill.database;

import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Column.Category;
import io.steadfill.database.catalog.Keyset;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import io.steadfill.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table made for a test, with a description made by hand: the statements of chunks are tested without the catalog. */
final class SampleTable {

    private final TestDatabase database;
    private final String name;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> definitions = new ArrayList<>();
    private String options = "";
    private long rowEstimate;

    SampleTable(TestDatabase database, String name) {
        this.database = database;
        this.name = name;
    }

    SampleTable column(String column, String type, Category category) {
        return column(column, type, category, null);
    }

    /** A text column with its collation, which MySQL and MariaDB also want in the definition. */
    SampleTable column(String column, String type, Category category, @Nullable String collation) {
        columns.add(new Column(new Identifier(column), type, category, true, false, null, false, collation));
        String quoted = isPostgres() ? '"' + column + '"' : '`' + column + '`';
        definitions.add(quoted + " " + type + (collation == null ? "" : collate(collation)));
        return this;
    }

    private String collate(String collation) {
        return isPostgres()
                ? " collate \"" + collation + '"'
                : " character set " + collation.substring(0, collation.indexOf('_')) + " collate " + collation;
    }

    SampleTable options(String text) {
        options = text;
        return this;
    }

    SampleTable rowEstimate(long rows) {
        rowEstimate = rows;
        return this;
    }

    /** Makes the table with the first columns as its primary key. */
    Table create(int keyColumns) {
        List<Column> key = columns.subList(0, keyColumns);
        List<String> names = key.stream().map(c -> c.name().name()).toList();
        String quote = isPostgres() ? "\"" : "`";
        database.execute("create table " + name + " (" + String.join(", ", definitions) + ", primary key (" + quote
                + String.join(quote + ", " + quote, names) + quote + ")) " + options);
        String schema = isPostgres() ? "public" : database.name();
        return new Table(
                new TableName(new Identifier(schema), new Identifier(name)),
                schema + "." + name,
                columns,
                new Keyset(key, isPostgres() ? name + "_pkey" : "PRIMARY"),
                List.of(),
                List.of(),
                rowEstimate,
                false,
                List.of());
    }

    private boolean isPostgres() {
        return database.lane().vendor() == Vendor.POSTGRESQL;
    }
}
