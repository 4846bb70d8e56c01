package io.steadfill.metrics.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.steadfill.cluster.node.Nodes;
import io.steadfill.control.Control;
import io.steadfill.run.work.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Who works, and how large the control database has grown. */
final class NodeMeters {

    /** The label's value to the table; those that grow with runs. */
    private static final Map<String, String> TABLES = new TreeMap<>(Map.of(
            "run", "steadfill_control_run",
            "event", "steadfill_control_event",
            "audit", "steadfill_control_audit",
            "slot", "steadfill_control_slot",
            "approval", "steadfill_control_approval",
            "batch_step", "BATCH_STEP_EXECUTION"));

    /** Counting costs a read of an index: once in so many rounds is enough for what grows over months. */
    private static final int COUNTED_EACH = 60;

    private final Nodes nodes;
    private final Control control;
    private final String own;
    private final MultiGauge states;
    private final MultiGauge ages;
    private final MultiGauge rows;
    private final AtomicLong declined = new AtomicLong();
    private int rounds;

    NodeMeters(Nodes nodes, Control control, NodeName own, MeterRegistry registry) {
        this.nodes = nodes;
        this.control = control;
        this.own = own.name();
        this.states = Gauges.many(Meter.NODES, registry);
        this.ages = Gauges.many(Meter.NODE_HEARTBEAT_AGE, registry);
        this.rows = Gauges.many(Meter.METADATA_ROWS, registry);
        FunctionCounter.builder(Meter.NODE_DECLINED.micrometer(), declined, AtomicLong::get)
                .description(Meter.NODE_DECLINED.says())
                .register(registry);
    }

    void read() {
        List<Nodes.Node> all = nodes.list();
        long alive = all.stream().filter(Nodes.Node::alive).count();
        states.register(
                List.of(
                        MultiGauge.Row.of(Tags.of("state", "alive"), alive),
                        MultiGauge.Row.of(Tags.of("state", "dead"), all.size() - alive)),
                true);
        ages.register(
                all.stream()
                        .filter(Nodes.Node::alive)
                        .map(node -> node.heartbeatAge().toMillis() / 1e3)
                        .max(Double::compare)
                        .<List<MultiGauge.Row<?>>>map(age -> List.of(MultiGauge.Row.of(Tags.empty(), age)))
                        .orElse(List.of()),
                true);
        all.stream().filter(node -> node.name().equals(own)).forEach(node -> declined.set(node.declined()));
        if (rounds++ % COUNTED_EACH == 0) {
            count();
        }
    }

    /** The control does not answer: who lives is not known. */
    void away() {
        states.register(List.of(), true);
        ages.register(List.of(), true);
    }

    private void count() {
        List<MultiGauge.Row<?>> counted = new ArrayList<>();
        TABLES.forEach((label, table) -> counted.add(MultiGauge.Row.of(
                Tags.of("table", label),
                control.client()
                        .sql("select count(*) from " + table)
                        .query(Long.class)
                        .single())));
        rows.register(counted, true);
    }
}
