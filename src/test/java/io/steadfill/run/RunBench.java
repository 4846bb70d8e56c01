package io.steadfill.run;

import io.steadfill.audit.AuditTrail;
import io.steadfill.checkpoint.Counts;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.testing.TestDatabase;

/** The run room for tests of the rooms above it: one process over a test's control database, with an engine that does as it is told. */
public final class RunBench implements AutoCloseable {

    private final ScriptedEngine engine = new ScriptedEngine();
    private final ControlBench bench;

    public RunBench(TestDatabase at, String node, DatabaseTime time) {
        bench = new ControlBench(at, node, engine, time, 2);
    }

    public Runs runs() {
        return bench.runs;
    }

    public WaitingRuns waiting() {
        return bench.waiting;
    }

    public Control control() {
        return bench.control;
    }

    public AuditTrail audit() {
        return bench.audit;
    }

    /** Takes a run up and is told by its gate how it ends. */
    public RunEnd work(String runId) {
        return bench.runs.work(runId, "test", sentence -> {});
    }

    /** Works a run, which is held for this reason. */
    public RunEnd work(String runId, Problem held) {
        engine.ends.add(new RunEnd(RunEnd.How.HELD, held, "look at it", Counts.NONE));
        return bench.runs.work(runId, "test", sentence -> {});
    }

    /** How many orders the engine got. */
    public int orders() {
        return engine.orders.size();
    }

    /** Rows until a person has to look, as the last order said. */
    public long canary() {
        return engine.orders.get(engine.orders.size() - 1).gate().canary();
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
