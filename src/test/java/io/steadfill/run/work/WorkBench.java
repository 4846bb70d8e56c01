package io.steadfill.run.work;

import io.steadfill.audit.AuditTrail;
import io.steadfill.chunk.Gate;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.engine.Engine;
import io.steadfill.run.admission.Admission;
import io.steadfill.run.admission.FourEyes;
import io.steadfill.run.admission.Stops;
import io.steadfill.run.life.RunProperties;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.TuningStore;
import io.steadfill.run.story.RunEventsKit;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** What one process works with, wired as the product wires it, for tests of rooms above. */
public final class WorkBench implements AutoCloseable {

    private final Control control;
    private final TuningStore tunings;
    private final RunProperties properties;
    private final Leases leases;
    private final Working working;
    private final Assignments assignments;

    /** @param takenOver hears of each run that was taken up from a dead owner */
    public WorkBench(
            Control control,
            RunStore store,
            HoldStore holds,
            TuningStore tunings,
            Admission admission,
            Stops stops,
            FourEyes fourEyes,
            AuditTrail audit,
            DatabaseTime time,
            RunProperties properties,
            String owner,
            Engine engine,
            Consumer<String> takenOver) {
        this.control = control;
        this.tunings = tunings;
        this.properties = properties;
        leases = new Leases(control, tunings, properties.heartbeat());
        LeaseTaking taking = new LeaseTaking(
                store,
                holds,
                fourEyes,
                admission,
                audit,
                owner,
                properties.patience(),
                System::nanoTime,
                leases::isStopping,
                takenOver);
        working = new Working(
                control,
                store,
                holds,
                admission,
                time,
                audit,
                stops,
                leases,
                taking,
                () -> engine,
                List::of,
                RunEventsKit.computedBy(control),
                System::nanoTime,
                JsonMapper.shared());
        assignments = new Assignments(
                control, store, tunings, RunEventsKit.computedBy(control), System::nanoTime, JsonMapper.shared());
    }

    public Working working() {
        return working;
    }

    public Assignments assignments() {
        return assignments;
    }

    /** Tells all runs to stop after the chunk in flight. */
    public void stopAll() {
        leases.stopAll();
    }

    /** Goes down as the process does, and waits for the runs' ends. */
    public void goDown() {
        new Shutdown(leases).stop();
    }

    /** Looks after a lease of old once more, as a process does that was frozen; returns how to end that. */
    public AutoCloseable wake(Gate old) {
        Leases woken = new Leases(control, tunings, properties.heartbeat());
        woken.hold((HeldLease) old);
        return woken;
    }

    @Override
    public void close() {
        leases.close();
    }
}
