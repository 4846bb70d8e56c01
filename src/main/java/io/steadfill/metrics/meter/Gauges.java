package io.steadfill.metrics.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;

/** Gauges by the catalogue of meters. */
final class Gauges {

    private Gauges() {}

    /** One whose series come and go with what it measures. */
    static MultiGauge many(Meter meter, MeterRegistry registry) {
        String unit = meter.unit();
        MultiGauge.Builder builder = MultiGauge.builder(meter.micrometer()).description(meter.says());
        return (unit.isEmpty() ? builder : builder.baseUnit(unit)).register(registry);
    }
}
