package io.steadfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.checkpoint.Counts;
import io.steadfill.chunk.Gate;
import io.steadfill.engine.Engine;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.RunOrder;
import io.steadfill.problem.Problem;
import io.steadfill.run.life.RunState;
import io.steadfill.testing.TestDatabase;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cancel is carried out whatever else comes to pass in the same moment. */
@Timeout(60)
abstract class CancelContract {

    /** Has its run cancelled while it is about to end in its first way; then it does as its gate says. */
    private static final class CancelledMeanwhile implements Engine {

        private final RunEnd first;
        private final AtomicInteger times = new AtomicInteger();
        private ControlBench bench;

        CancelledMeanwhile(RunEnd.How how, Problem problem) {
            this.first = new RunEnd(how, problem, "it ended so", Counts.NONE);
        }

        @Override
        public RunEnd execute(RunOrder order) {
            if (times.incrementAndGet() == 1) {
                bench.runs.cancel(order.runId(), "ada");
                return first;
            }
            assertThat(order.gate().word()).isEqualTo(Gate.Word.CANCEL);
            return new RunEnd(RunEnd.How.CANCELLED, null, "cancelled", Counts.NONE);
        }

        @Override
        public RunEnd undo(RunOrder order) {
            return execute(order);
        }
    }

    @Test
    void aRunThatIsAboutToBeHeldIsCancelled(TestDatabase at) {
        CancelledMeanwhile engine = new CancelledMeanwhile(RunEnd.How.HELD, Problem.INDEX_MISSING);
        try (ControlBench bench = new ControlBench(at, "one", engine).initialised()) {
            engine.bench = bench;
            String run = bench.runs
                    .launch(ControlBench.job("names"), Map.of(), "ada")
                    .runId();

            assertThat(bench.runs.work(run, "ada", sentence -> {}).how()).isEqualTo(RunEnd.How.CANCELLED);

            assertThat(bench.runs.status(run).state()).isEqualTo(RunState.CANCELLED);
        }
    }

    @Test
    void aRunWhoseProcessGoesDownIsCancelledByTheNextOne(TestDatabase at) {
        CancelledMeanwhile engine = new CancelledMeanwhile(RunEnd.How.INTERRUPTED, Problem.DATABASE_UNREACHABLE);
        try (ControlBench bench = new ControlBench(at, "one", engine).initialised()) {
            engine.bench = bench;
            String run = bench.runs
                    .launch(ControlBench.job("names"), Map.of(), "ada")
                    .runId();
            bench.runs.work(run, "ada", sentence -> {});
            assertThat(bench.runs.status(run).state()).isEqualTo(RunState.CANCELLING);

            bench.runs.carry(run, "node two", sentence -> {});

            assertThat(bench.runs.status(run).state()).isEqualTo(RunState.CANCELLED);
        }
    }

    @Test
    void aRunOnADatabaseThatNobodyKnowsAnyMoreEndsAndMayBeGivenUp(TestDatabase at) {
        CancelledMeanwhile engine = new CancelledMeanwhile(RunEnd.How.HELD, Problem.DATABASE_UNKNOWN);
        try (ControlBench bench = new ControlBench(at, "one", engine).initialised()) {
            engine.bench = bench;
            String run = bench.runs
                    .launch(ControlBench.job("names"), Map.of(), "ada")
                    .runId();
            bench.runs.work(run, "ada", sentence -> {});
            assertThat(bench.runs.status(run).state()).isEqualTo(RunState.FAILED);

            bench.runs.cancel(run, "ada");

            assertThat(bench.runs.status(run).state()).isEqualTo(RunState.CANCELLED);
        }
    }
}
