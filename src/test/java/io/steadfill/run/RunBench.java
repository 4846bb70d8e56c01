package io.steadfill.run;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.engine.RunEnd;
import io.steadfill.testing.TestDatabase;

/** The run room for tests of the rooms above it: one process over a test's control database, with an engine that does as it is told. */
public final class RunBench implements AutoCloseable {

    private final ScriptedEngine engine = new ScriptedEngine();
    private final ControlBench bench;

    public RunBench(TestDatabase at, String node, DatabaseTime time) {
        bench = new ControlBench(at, node, engine);
    }

    public Runs runs() {
        return bench.runs;
    }

    public Control control() {
        return bench.control;
    }

    public AuditTrail audit() {
        return bench.audit;
    }

    /** Works a run, which ends so. */
    public RunEnd work(String runId, RunEnd.How how) {
        engine.ends.add(ScriptedEngine.end(how));
        return bench.runs.work(runId, "test", sentence -> {});
    }

    @Override
    public void close() {
        bench.close();
    }
}
