package io.steadfill.database.comparison;

import io.steadfill.database.catalog.Column;

/** Writes values as texts that are equal only when the values are the same in every byte; NULL has a text of its own. */
interface ValueImage {

    /** The image of an expression as the column would store it. */
    String of(Column column, String expression);

    /** The expression in the column's own type, fit to be compared with the column by its index. */
    String typed(Column column, String expression);
}
