package io.steadfill.metrics.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Gauges of all runs, as control and targets tell: every node says the same of them, so dashboards take the greatest. Read by a thread of their
 * own, never by a scrape; while the control is away they are gone rather than old.
 */
final class FleetMeters {

    private final Fleet fleet;
    private final LongSupplier nanos;
    private final Map<Meter, MultiGauge> gauges = new EnumMap<>(Meter.class);
    private final Map<String, Pace> paces = new HashMap<>();
    private volatile double up;

    FleetMeters(Fleet fleet, MeterRegistry registry, LongSupplier nanos) {
        this.fleet = fleet;
        this.nanos = nanos;
        for (Meter meter : List.of(
                Meter.PROGRESS,
                Meter.ROWS_REMAINING,
                Meter.ETA,
                Meter.CHECKPOINT_AGE,
                Meter.ACTIVE_RUNS,
                Meter.RUN_INFO,
                Meter.QUARANTINE_OPEN,
                Meter.LAST_SUCCESS)) {
            gauges.put(meter, Gauges.many(meter, registry));
        }
        Gauge.builder(Meter.CONTROL_UP.micrometer(), () -> up)
                .description(Meter.CONTROL_UP.says())
                .register(registry);
    }

    /** Reads once. Returns the jobs that have an active run. */
    Set<String> read() {
        List<Fleet.Member> members = fleet.members();
        Rows rows = new Rows();
        members.forEach(member -> add(rows, member));
        Set<String> active = members.stream()
                .filter(Fleet.Member::active)
                .map(Fleet.Member::runId)
                .collect(Collectors.toSet());
        paces.keySet().retainAll(active);
        fleet.lastCompleted().forEach((job, when) -> rows.add(Meter.LAST_SUCCESS, seconds(when), "job", job));
        show(rows);
        up = 1;
        return members.stream().map(Fleet.Member::job).collect(Collectors.toSet());
    }

    /** The control does not answer: what was read before is too old to be shown. */
    void away() {
        up = 0;
        paces.clear();
        show(new Rows());
    }

    private void show(Rows rows) {
        gauges.forEach((meter, gauge) -> gauge.register(rows.of(meter), true));
    }

    private void add(Rows rows, Fleet.Member run) {
        String[] labels = {"job", run.job(), "datasource", run.database()};
        rows.add(
                Meter.ACTIVE_RUNS,
                1,
                "job",
                run.job(),
                "datasource",
                run.database(),
                "state",
                run.state().name());
        Fleet.Figures figures = run.figures();
        if (run.active()) {
            rows.add(
                    Meter.RUN_INFO,
                    1,
                    "job",
                    run.job(),
                    "run_id",
                    run.runId(),
                    "definition_hash",
                    run.definitionHash());
        }
        if (figures == null) {
            return;
        }
        rows.add(Meter.QUARANTINE_OPEN, (double) figures.quarantined(), labels);
        if (!run.active()) {
            return;
        }
        double progress = progress(figures);
        double remaining = progress >= 1 ? 0 : Math.max(0, figures.estimate() - figures.walked());
        rows.add(Meter.PROGRESS, progress, labels);
        rows.add(Meter.ROWS_REMAINING, remaining, labels);
        Pace pace = paces.computeIfAbsent(run.runId(), id -> new Pace());
        pace.saw(nanos.getAsLong(), figures.walked());
        if (run.state() != RunState.RUNNING) {
            return;
        }
        if (progress >= 1) {
            rows.add(Meter.ETA, 0, labels);
        } else if (pace.rowsPerSecond() > 0) {
            rows.add(Meter.ETA, remaining / pace.rowsPerSecond(), labels);
        }
        // With all partitions done the data is being asked, which moves no checkpoint.
        rows.add(
                Meter.CHECKPOINT_AGE,
                figures.done() == figures.total() ? 0 : figures.checkpointAge().toMillis() / 1e3,
                labels);
    }

    /** By rows where the server's guess is of use, and never behind the share of partitions that are finished. */
    static double progress(Fleet.Figures figures) {
        if (figures.sweep() > 0 || figures.done() == figures.total()) {
            return 1;
        }
        double byPartitions = (double) figures.done() / figures.total();
        double byRows = figures.estimate() <= 0 ? 0 : (double) figures.walked() / figures.estimate();
        return Math.min(0.999, Math.max(byPartitions, byRows));
    }

    private static double seconds(Instant when) {
        return when.toEpochMilli() / 1e3;
    }

    private static final class Rows {
        private final Map<Meter, List<MultiGauge.Row<?>>> all = new EnumMap<>(Meter.class);

        void add(Meter meter, double value, String... labels) {
            all.computeIfAbsent(meter, m -> new ArrayList<>()).add(MultiGauge.Row.of(Tags.of(labels), value));
        }

        List<MultiGauge.Row<?>> of(Meter meter) {
            return all.getOrDefault(meter, List.of());
        }
    }
}
