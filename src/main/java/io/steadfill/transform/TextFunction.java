package io.steadfill.transform;

import io.steadfill.definition.Identifier;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A text made from one text; NULL stays NULL. */
record TextFunction(Identifier from, Function<String, Outcome> text) implements ColumnFunction {

    /** A function that never refuses; {@code null} is NULL. */
    static TextFunction total(Identifier from, Function<String, @Nullable String> text) {
        return new TextFunction(from, value -> Outcome.of(text.apply(value)));
    }

    @Override
    public List<Identifier> reads() {
        return List.of(from);
    }

    @Override
    public Outcome apply(@Nullable String[] values) {
        String value = values[0];
        return value == null ? Outcome.of(null) : text.apply(value);
    }
}
