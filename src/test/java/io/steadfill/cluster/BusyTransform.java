package io.steadfill.cluster;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.TransformCall;
import io.steadfill.transform.Arguments;
import io.steadfill.transform.ColumnFunction;
import io.steadfill.transform.Outcome;
import io.steadfill.transform.Transform;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** {@code busy: { from: column }}: keeps a core busy for about a millisecond a row. Only nodes with the property {@code cluster.busy} have it. */
@Component
@ConditionalOnProperty("cluster.busy")
class BusyTransform implements Transform {

    private static final int ROUNDS = 400_000;

    @Override
    public String name() {
        return "busy";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public ColumnFunction bind(TransformCall call) {
        return new Busy(Arguments.of(call, "from").column("from"));
    }

    private record Busy(Identifier from) implements ColumnFunction {

        @Override
        public List<Identifier> reads() {
            return List.of(from);
        }

        @Override
        public Outcome apply(@Nullable String[] values) {
            long hash = String.valueOf(values[0]).hashCode();
            for (int i = 0; i < ROUNDS; i++) {
                hash = hash * 6364136223846793005L + 1442695040888963407L;
                hash ^= hash >>> 29;
            }
            return Outcome.of(Long.toHexString(hash));
        }
    }
}
