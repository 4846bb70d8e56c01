package io.steadfill.metrics.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.steadfill.schedule.Nights;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of schedules: what they owe, when their hours end, what they missed. */
final class NightMeters {

    private final Nights nights;
    private final MeterRegistry registry;
    private final MultiGauge owed;
    private final MultiGauge closes;
    private final Map<String, AtomicLong> missed = new HashMap<>();

    NightMeters(Nights nights, MeterRegistry registry) {
        this.nights = nights;
        this.registry = registry;
        this.owed = Gauges.many(Meter.SCHEDULE_OWED, registry);
        this.closes = Gauges.many(Meter.SCHEDULE_CLOSES, registry);
    }

    void read() {
        List<MultiGauge.Row<?>> dues = new ArrayList<>();
        List<MultiGauge.Row<?>> ends = new ArrayList<>();
        for (Nights.Night night : nights.all()) {
            Tags job = Tags.of("job", night.job());
            Instant due = night.previousDue();
            if (due != null) {
                dues.add(MultiGauge.Row.of(job, due.toEpochMilli() / 1e3));
            }
            Instant end = night.closes();
            // Hours that black-outs never close again have no end that a dashboard could show.
            if (end != null && end.isBefore(Instant.ofEpochSecond(Integer.MAX_VALUE))) {
                ends.add(MultiGauge.Row.of(job, end.toEpochMilli() / 1e3));
            }
            counted(night.job()).set(night.missed());
        }
        owed.register(dues, true);
        closes.register(ends, true);
    }

    /** Gone rather than old. */
    void away() {
        owed.register(List.of(), true);
        closes.register(List.of(), true);
    }

    private AtomicLong counted(String schedule) {
        return missed.computeIfAbsent(schedule, name -> {
            AtomicLong count = new AtomicLong();
            FunctionCounter.builder(Meter.SCHEDULE_MISSED.micrometer(), count, AtomicLong::get)
                    .description(Meter.SCHEDULE_MISSED.says())
                    .tag("schedule", name)
                    .register(registry);
            return count;
        });
    }
}
