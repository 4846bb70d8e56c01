package io.steadfill.transform;

import io.steadfill.definition.Identifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes one column's value from some columns of the same row. Pure: the same values give the same outcome. Used by several threads. */
public interface ColumnFunction {

    /** The columns it reads, in the order of {@link #apply}'s values. */
    List<Identifier> reads();

    /** Whether it costs enough (over about a microsecond a row) that reading ahead pays. */
    boolean isDear();

    /** @param values the columns of {@link #reads} in text form, null for NULL */
    Outcome apply(@Nullable String[] values);
}
