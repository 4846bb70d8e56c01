package io.steadfill.metrics.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.steadfill.throttle.Throttles;
import java.util.ArrayList;
import java.util.List;

/** What this node's signals read of the databases it works on. */
final class DatabaseMeters {

    private final Throttles throttles;
    private final MultiGauge lag;

    DatabaseMeters(Throttles throttles, MeterRegistry registry) {
        this.throttles = throttles;
        this.lag = Gauges.many(Meter.REPLICA_LAG, registry);
    }

    void read() {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        throttles
                .replicaLags()
                .forEach((database, behind) ->
                        rows.add(MultiGauge.Row.of(Tags.of("datasource", database), behind.toMillis() / 1e3)));
        lag.register(rows, true);
    }
}
