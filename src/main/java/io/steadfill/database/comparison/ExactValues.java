package io.steadfill.database.comparison;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Conditions that compare values in every byte: two that differ in case, in trailing blanks, or in that one is NULL, are not the same. */
public final class ExactValues {

    /** What a copy is called where its source is the outer row: no name that a job would use. */
    private static final String COPY = "sf_copy";

    private final Dialect dialect;
    private final ValueImage image;

    private ExactValues(Dialect dialect, ValueImage image) {
        this.dialect = dialect;
        this.image = image;
    }

    public static ExactValues of(Dialect dialect) {
        return new ExactValues(
                dialect,
                switch (dialect.vendor()) {
                    case POSTGRESQL -> new PostgresValueImage();
                    case MYSQL, MARIADB -> new MySqlValueImage();
                });
    }

    /** That a row's column does not hold what the expression gives once it is stored there; true or false, never unknown. */
    public Fragment differs(Table table, Column column, Fragment expression) {
        return Fragment.join(
                "(" + image.of(column, outer(table, column)) + " <> " + image.of(column, expression.sql()) + ")",
                expression);
    }

    /**
     * That the table {@code into} has a row with exactly these values. Written as one row value in a set, because an expression's bare names
     * then mean the outer row, and because servers join such a set by the key's index.
     *
     * @param columns each column of {@code into} with the expression over the outer row; all columns of its key are among them
     */
    public Fragment isIn(Table into, Map<Column, Fragment> columns) {
        List<String> outer = new ArrayList<>();
        List<String> inner = new ArrayList<>();
        for (Column key : into.keyset().columns()) {
            Fragment expression = columns.get(key);
            if (expression == null) {
                throw new IllegalArgumentException("the key column " + key.name() + " has no expression");
            }
            outer.add(image.typed(key, expression.sql()));
            inner.add(COPY + "." + dialect.quote(key.name()));
        }
        columns.forEach((column, expression) -> {
            outer.add(image.of(column, expression.sql()));
            inner.add(image.of(column, COPY + "." + dialect.quote(column.name())));
        });
        return Fragment.join(
                in(outer, inner, into.name(), COPY, ""), columns.values().toArray(Fragment[]::new));
    }

    /**
     * That the table {@code from} has a row from which a row of {@code into} with this key comes.
     *
     * @param keys each key column of {@code into} with the expression over a row of {@code from}
     * @param scope which rows of {@code from} count
     */
    public Fragment comesFrom(Table from, Table into, Map<Column, Fragment> keys, Fragment scope) {
        List<String> outer = new ArrayList<>();
        List<String> inner = new ArrayList<>();
        List<Fragment> all = new ArrayList<>(keys.values());
        all.add(scope);
        keys.forEach((column, expression) -> {
            outer.add(outer(into, column));
            inner.add(image.typed(column, expression.sql()));
        });
        return Fragment.join(
                in(outer, inner, from.name(), alias(from), " where (" + scope.sql() + ")"),
                all.toArray(Fragment[]::new));
    }

    /** A chunk's statement calls the table by its own bare name. */
    private String outer(Table table, Column column) {
        return alias(table) + "." + dialect.quote(column.name());
    }

    private String alias(Table table) {
        return dialect.quote(table.name().table());
    }

    private String in(List<String> outer, List<String> inner, TableName table, String alias, String where) {
        return "(" + String.join(", ", outer) + ") in (select " + String.join(", ", inner) + " from "
                + dialect.quote(table) + " as " + alias + where + ")";
    }
}
