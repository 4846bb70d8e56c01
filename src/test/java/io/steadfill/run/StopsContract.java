package io.steadfill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.engine.Engine;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.RunOrder;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.admission.Stop;
import io.steadfill.run.life.Hold;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stop covers is held, also where it is taken up later, and goes on when the stop is lifted, however that went. */
@Timeout(60)
abstract class StopsContract {

    private final ScriptedEngine engine = new ScriptedEngine();
    private @Nullable ControlBench bench;

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private ControlBench bench(TestDatabase at, Engine engineOf) {
        bench = new ControlBench(at, "one", engineOf).initialised();
        return bench;
    }

    private static String launch(ControlBench bench) {
        return bench.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();
    }

    @Test
    void aRunThatHadFailedIsNotResumedUnderAStopAndOneThatIsCarriedAllTheSameWaits(TestDatabase at) {
        ControlBench bench = bench(at, engine);
        String run = launch(bench);
        engine.ends.add(ScriptedEngine.end(RunEnd.How.FAILED));
        bench.runs.work(run, "ada", sentence -> {});
        Stop stop = bench.stops.put(Stop.Reach.everything(), "bob", "incident 8", null);

        assertThatThrownBy(() -> bench.runs.resume(run, "ada"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.STOPPED));
        RunEnd carried = bench.runs.carry(run, "node one", sentence -> {});

        assertThat(carried.how()).isEqualTo(RunEnd.How.PAUSED);
        assertThat(bench.runs.status(run).state()).isEqualTo(RunState.WAITING);
        assertThat(bench.runs.status(run).holds()).extracting(Hold::kind).containsExactly(HoldKind.STOP);

        List<String> due = new ArrayList<>();
        assertThat(bench.stops.lift(stop.id(), "bob", due::add)).containsExactly(run);
        assertThat(due).containsExactly(run);
        engine.ends.add(ScriptedEngine.end(RunEnd.How.COMPLETED));
        assertThat(bench.runs.carry(run, "node one", sentence -> {}).how()).isEqualTo(RunEnd.How.COMPLETED);
    }

    @Test
    void aRunThatFailedUnderAStopIsResumedOnceThatIsLifted(TestDatabase at) {
        ControlBench bench = bench(at, engine);
        String run = launch(bench);
        bench.stops.put(Stop.Reach.job("names"), "bob", "incident 8", null);
        at.execute("update steadfill_control_run set stage = 'FAILED', active_key = null");
        Stop stop = bench.stops.list().get(0);

        assertThat(bench.stops.lift(stop.id(), "bob", free -> {})).isEmpty();

        assertThat(bench.runs.status(run).holds()).isEmpty();
        engine.ends.add(ScriptedEngine.end(RunEnd.How.COMPLETED));
        assertThat(bench.runs.work(run, "ada", sentence -> {}).how()).isEqualTo(RunEnd.How.COMPLETED);
    }

    @Test
    void aRunIsWorkedThoughWhoeverLiftedTheStopDiedHalfWayAndNoServerLooks(TestDatabase at) {
        ControlBench bench = bench(at, engine);
        String run = launch(bench);
        bench.stops.put(Stop.Reach.job("names"), "bob", "incident 8", null);
        at.execute("update steadfill_control_stop set lifted_at = current_timestamp, lifted_by = 'bob'");
        engine.ends.add(ScriptedEngine.end(RunEnd.How.COMPLETED));

        assertThat(bench.runs.work(run, "ada", sentence -> {}).how()).isEqualTo(RunEnd.How.COMPLETED);
    }

    @Test
    void aRunIsLetInThoughWhoeverLiftedTheStopDiedHalfWay(TestDatabase at) {
        ControlBench bench = bench(at, engine);
        String run = launch(bench);
        bench.stops.put(Stop.Reach.job("names"), "bob", "incident 8", null);
        assertThat(bench.runs.status(run).state()).isEqualTo(RunState.WAITING);
        assertThat(bench.waiting.waiting()).isEmpty();

        at.execute("update steadfill_control_stop set lifted_at = current_timestamp, lifted_by = 'bob'");

        assertThat(bench.waiting.waiting()).containsExactly(run);
        assertThat(bench.waiting.letIn(run, new HashMap<>())).isTrue();
        assertThat(bench.runs.status(run).holds()).isEmpty();
    }

    @Test
    void aRunWhoseLastBeatIsLongPastStoresItsEndAllTheSame(TestDatabase at) {
        ControlBench bench = bench(at, new Engine() {
            @Override
            public RunEnd execute(RunOrder order) {
                at.execute("update steadfill_control_run set heartbeat_at = heartbeat_at - interval '60' second");
                return ScriptedEngine.end(RunEnd.How.COMPLETED);
            }

            @Override
            public RunEnd undo(RunOrder order) {
                return execute(order);
            }
        });
        String run = launch(bench);

        assertThat(bench.runs.work(run, "ada", sentence -> {}).how()).isEqualTo(RunEnd.How.COMPLETED);

        assertThat(bench.runs.status(run).state()).isEqualTo(RunState.COMPLETED);
    }
}
