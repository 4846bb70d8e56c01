package io.steadfill.database.comparison;

import io.steadfill.database.catalog.Column;

/** The server's text form says all, given the transaction's fixed time zone and date style; its collation may not have a word in it. */
final class PostgresValueImage implements ValueImage {

    @Override
    public String of(Column column, String expression) {
        return "(coalesce('v' || cast((" + expression + ") as " + column.type() + ")::text, 'n') collate \"C\")";
    }

    @Override
    public String typed(Column column, String expression) {
        return "cast((" + expression + ") as " + column.type() + ")";
    }
}
