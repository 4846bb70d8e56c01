package io.steadfill.transform;

import io.steadfill.definition.Identifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes one column's value from some columns of the same row. Pure: the same values give the same outcome. Used by several threads. */
public interface ColumnFunction {

    /** The columns it reads, in the order of {@link #apply}'s values. */
    List<Identifier> reads();

    /** @param values the columns of {@link #reads} in text form, null for NULL */
    Outcome apply(@Nullable String[] values);

    /** Whether the columns it reads have to be texts, or whole numbers; a job with another type is refused before it begins. */
    default boolean readsText() {
        return true;
    }

    /** Whether the column it is for has to be a text, or a job is refused; if not, the server reads the result as a value of the column's type. */
    default boolean givesText() {
        return true;
    }

    /** What it computes with besides code, such as the hash of a mapping file; stored with each run. Empty where there is nothing. */
    default String fingerprint() {
        return "";
    }
}
