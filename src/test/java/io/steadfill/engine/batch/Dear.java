package io.steadfill.engine.batch;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.TransformCall;
import io.steadfill.transform.ColumnFunction;
import io.steadfill.transform.Outcome;
import io.steadfill.transform.Transform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A transform of one column that takes long enough for its chunks to be read ahead on every vendor. */
record Dear(String name, String from, UnaryOperator<String> function) implements Transform {

    private static final long A_ROW = Duration.ofNanos(100_000).toNanos();

    @Override
    public String version() {
        return "1";
    }

    @Override
    public ColumnFunction bind(TransformCall call) {
        return new ColumnFunction() {
            @Override
            public List<Identifier> reads() {
                return List.of(new Identifier(from));
            }

            @Override
            public Outcome apply(@Nullable String[] values) {
                LockSupport.parkNanos(A_ROW);
                String value = values[0];
                return Outcome.of(value == null ? null : function.apply(value));
            }
        };
    }
}
