package io.steadfill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.audit.AuditTrail;
import io.steadfill.checkpoint.Counts;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.life.Hold;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunQuery;
import io.steadfill.run.status.RunStatus;
import io.steadfill.testing.Await;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

abstract class RunsContract {

    private final ScriptedEngine engine = new ScriptedEngine();
    private final List<ControlBench> benches = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() throws Exception {
        benches.forEach(bench -> bench.work.stopAll());
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        benches.forEach(ControlBench::close);
    }

    @Test
    void aLaunchIsWorkedToItsEndAndLeavesItsStory(TestDatabase at) {
        ControlBench bench = bench(at, "one");
        Launched launched = bench.runs.launch(ControlBench.job("names"), Map.of(), "ada");
        engine.ends.add(ScriptedEngine.end(RunEnd.How.COMPLETED));

        RunEnd end = bench.runs.work(launched.runId(), "ada", sentence -> {});

        assertThat(end.how()).isEqualTo(RunEnd.How.COMPLETED);
        RunStatus status = bench.runs.status(launched.runId());
        assertThat(status.state()).isEqualTo(RunState.COMPLETED);
        assertThat(status.allowed()).isEmpty();
        assertThat(status.parameters()).containsEntry("cutoff", "2020-01-01");
        assertThat(status.owner()).isNull();
        assertThat(engine.orders).singleElement().satisfies(order -> {
            assertThat(order.definition()).isEqualTo(ControlBench.job("names"));
            assertThat(order.controlId()).isEqualTo(bench.control.identity().id());
            assertThat(order.leaseVersion()).isEqualTo(1);
            assertThat(order.started()).isEqualTo(status.started());
        });
        assertThat(bench.runs.audit(launched.runId()))
                .extracting(AuditTrail.Entry::verb)
                .containsExactly("launch", "work", "end");
    }

    @Test
    void twentyLaunchesAtOnceMakeOneRunAndOneOfThemWorksIt(TestDatabase at) throws Exception {
        ControlBench bench = bench(at, "one");
        List<Callable<String>> launches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            launches.add(() -> {
                String runId = bench.runs
                        .launch(ControlBench.job("names"), Map.of(), "ada")
                        .runId();
                bench.runs.work(runId, "ada", sentence -> {});
                return runId;
            });
        }
        List<Future<String>> answers = launches.stream().map(threads::submit).toList();
        Await.until(() -> answers.stream().filter(Future::isDone).count() == 19);
        engine.ends.add(ScriptedEngine.end(RunEnd.How.COMPLETED));

        List<String> worked = new ArrayList<>();
        List<Problem> refused = new ArrayList<>();
        for (Future<String> answer : answers) {
            try {
                worked.add(answer.get(10, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                refused.add(((ProblemException) e.getCause()).problem());
            }
        }
        assertThat(worked).hasSize(1);
        assertThat(refused).hasSize(19).containsOnly(Problem.RUN_ALREADY_ACTIVE);
        assertThat(at.count("select count(*) from steadfill_control_run")).isEqualTo(1);
        assertThat(engine.orders).hasSize(1);
    }

    @Test
    void aDeadOwnersRunIsTakenOverWithAHigherLeaseAndTheOldOwnerIsToldToStop(TestDatabase at) throws Exception {
        ControlBench first = bench(at, "first");
        String runId =
                first.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();
        Future<RunEnd> zombie = threads.submit(() -> first.runs.work(runId, "ada", sentence -> {}));
        Await.until(() -> engine.orders.size() == 1);
        first.work.close();
        ControlBench second = bench(at, "second");

        Launched again = second.runs.launch(ControlBench.job("names"), Map.of(), "bob");
        List<String> told = new ArrayList<>();
        Future<RunEnd> taken = threads.submit(() -> second.runs.work(again.runId(), "bob", told::add));
        Await.until(() -> engine.orders.size() == 2);

        assertThat(again.runId()).isEqualTo(runId);
        assertThat(again.fresh()).isFalse();
        assertThat(told).singleElement().asString().contains("waiting until it is clear whether it lives");
        assertThat(engine.orders.get(1).leaseVersion()).isEqualTo(2);

        // The old owner wakes up: its next look at the lease tells it to stop, and its end is not stored.
        AutoCloseable woken = first.work.wake(engine.orders.get(0).gate());
        assertThat(zombie.get(10, TimeUnit.SECONDS).how()).isEqualTo(RunEnd.How.INTERRUPTED);
        assertThat(second.runs.status(runId).state()).isEqualTo(RunState.RUNNING);
        woken.close();

        engine.ends.add(ScriptedEngine.end(RunEnd.How.COMPLETED));
        assertThat(taken.get(10, TimeUnit.SECONDS).how()).isEqualTo(RunEnd.How.COMPLETED);
    }

    @Test
    void pauseFromAnotherProcessEndsTheWorkAndRunGoesOnLater(TestDatabase at) throws Exception {
        ControlBench worker = bench(at, "worker");
        ControlBench other = bench(at, "other");
        String runId =
                worker.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();
        Future<RunEnd> work = threads.submit(() -> worker.runs.work(runId, "ada", sentence -> {}));
        Await.until(() -> engine.orders.size() == 1);

        RunStatus pausing = other.runs.pause(runId, "bob", "lunch", null);
        assertThat(pausing.state()).isEqualTo(RunState.PAUSING);
        assertThat(work.get(10, TimeUnit.SECONDS).how()).isEqualTo(RunEnd.How.PAUSED);
        RunStatus paused = other.runs.status(runId);
        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        assertThat(paused.holds()).singleElement().satisfies(hold -> {
            assertThat(hold.by()).isEqualTo("bob");
            assertThat(hold.why()).isEqualTo("lunch");
        });

        Launched again = worker.runs.launch(ControlBench.job("names"), Map.of(), "ada");
        assertThat(again.says()).contains("goes on with run " + runId).contains("paused");
        engine.ends.add(ScriptedEngine.end(RunEnd.How.COMPLETED));
        worker.runs.work(runId, "ada", sentence -> {});
        assertThat(other.runs.status(runId).state()).isEqualTo(RunState.COMPLETED);
        assertThat(other.runs.status(runId).holds()).isEmpty();
    }

    @Test
    void aPauseTakenBackBeforeTheChunkEndsLetsTheSameProcessGoOn(TestDatabase at) throws Exception {
        ControlBench worker = bench(at, "worker");
        String runId =
                worker.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();
        Future<RunEnd> work = threads.submit(() -> worker.runs.work(runId, "ada", sentence -> {}));
        Await.until(() -> engine.orders.size() == 1);

        // The engine has heard the pause and is about to report it when the operator takes it back.
        engine.ends.add(ScriptedEngine.end(RunEnd.How.PAUSED));
        Await.until(() -> engine.orders.size() == 2);
        assertThat(worker.runs.status(runId).state()).isEqualTo(RunState.RUNNING);
        assertThat(engine.orders.get(1).leaseVersion()).isEqualTo(1);

        engine.ends.add(ScriptedEngine.end(RunEnd.How.COMPLETED));
        assertThat(work.get(10, TimeUnit.SECONDS).how()).isEqualTo(RunEnd.How.COMPLETED);
    }

    @Test
    void aHoldThatExpiresLiftsItself(TestDatabase at) throws Exception {
        ControlBench worker = bench(at, "worker");
        String runId =
                worker.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();

        assertThat(worker.runs
                        .pause(runId, "ada", "five blinks", Duration.ofMillis(400))
                        .state())
                .isEqualTo(RunState.PAUSED);
        Await.until(() -> worker.runs.status(runId).state() == RunState.PENDING);
    }

    @Test
    void anEngineHoldPausesUntilSomebodyResumes(TestDatabase at) {
        ControlBench bench = bench(at, "one");
        String runId =
                bench.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();
        engine.ends.add(new RunEnd(
                RunEnd.How.HELD,
                Problem.QUARANTINE_BUDGET_SPENT,
                "12 rows are in quarantine, the job allows 10",
                Counts.NONE));

        bench.runs.work(runId, "ada", sentence -> {});

        RunStatus held = bench.runs.status(runId);
        assertThat(held.state()).isEqualTo(RunState.PAUSED);
        assertThat(held.problem()).isEqualTo("quarantine-budget-spent");
        assertThat(held.holds()).singleElement().extracting(Hold::kind).isEqualTo(HoldKind.ENGINE);
        assertThat(bench.runs.resume(runId, "ada").state()).isEqualTo(RunState.PENDING);
    }

    @Test
    void cancelBeforeTheBeginningEndsItAtOnceAndAfterwardsNothingCanBeSaid(TestDatabase at) {
        ControlBench bench = bench(at, "one");
        String runId =
                bench.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();

        assertThat(bench.runs.cancel(runId, "ada").state()).isEqualTo(RunState.CANCELLED);
        assertThatThrownBy(() -> bench.runs.pause(runId, "ada", "x", null))
                .hasMessageContaining("is CANCELLED")
                .extracting(error -> ((ProblemException) error).problem())
                .isEqualTo(Problem.RUN_NOT_PAUSABLE);
        assertThat(bench.runs.launch(ControlBench.job("names"), Map.of(), "ada").fresh())
                .isTrue();
    }

    @Test
    void cancelOfAPausedRunIsWorkedSoThatItsClaimIsFreed(TestDatabase at) {
        ControlBench bench = bench(at, "one");
        String runId =
                bench.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();
        engine.ends.add(new RunEnd(RunEnd.How.HELD, null, "drift", Counts.NONE));
        bench.runs.work(runId, "ada", sentence -> {});

        assertThat(bench.runs.cancel(runId, "ada").state()).isEqualTo(RunState.CANCELLING);
        assertThat(bench.runs.work(runId, "ada", sentence -> {}).how()).isEqualTo(RunEnd.How.CANCELLED);
        assertThat(bench.runs.status(runId).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void tuningReachesTheWorkerAndSurvivesIt(TestDatabase at) throws Exception {
        ControlBench worker = bench(at, "worker");
        ControlBench other = bench(at, "other");
        String runId =
                worker.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();
        threads.submit(() -> worker.runs.work(runId, "ada", sentence -> {}));
        Await.until(() -> engine.orders.size() == 1);

        other.runs.tune(runId, Map.of("chunk-time", "20ms", "duty", "50%"), "bob");
        Await.until(() -> engine.orders.get(0).gate().limits().duty() == 50);
        assertThat(engine.orders.get(0).gate().limits().chunkTime()).isEqualTo(Duration.ofMillis(20));
        assertThatThrownBy(() -> other.runs.tune(runId, Map.of("duty", "20%", "chunk-time", "soon"), "bob"))
                .hasMessageContaining("'soon' is no chunk-time");
        assertThat(other.runs.status(runId).tuning()).containsEntry("duty", "50%");
        assertThat(other.runs.audit(runId))
                .filteredOn(entry -> entry.verb().equals("tune duty"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.after()).isEqualTo("50%"));
    }

    @Test
    void otherParametersWaitUntilTheUnfinishedRunIsOver(TestDatabase at) {
        ControlBench bench = bench(at, "one");
        String runId =
                bench.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();

        assertThatThrownBy(() -> bench.runs.launch(ControlBench.job("names"), Map.of("cutoff", "2021-01-01"), "ada"))
                .hasMessageContaining(runId)
                .extracting(error -> ((ProblemException) error).problem())
                .isEqualTo(Problem.RUN_ALREADY_ACTIVE);
    }

    @Test
    void aFailureKeepsItsReasonAndTheSameJobGoesOnFromIt(TestDatabase at) {
        ControlBench bench = new ControlBench(
                at, "one", ScriptedEngine.refusing(Problem.TABLE_CLAIMED.says("run r-other works on it")));
        benches.add(bench.initialised());
        String runId =
                bench.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();

        assertThatThrownBy(() -> bench.runs.work(runId, "ada", sentence -> {})).isInstanceOf(ProblemException.class);

        RunStatus failed = bench.runs.status(runId);
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.problem()).isEqualTo("table-claimed");
        assertThat(failed.says()).isEqualTo("run r-other works on it");
        Launched again = bench.runs.launch(ControlBench.job("names"), Map.of(), "ada");
        assertThat(again.runId()).isEqualTo(runId);
    }

    @Test
    void aRunThatWasTakenUpSinceIsAnotherThanTheOneThatWasSeen(TestDatabase at) {
        ControlBench bench = bench(at, "one");
        String runId =
                bench.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();
        engine.ends.add(ScriptedEngine.end(RunEnd.How.QUARANTINED));
        bench.runs.work(runId, "ada", sentence -> {});
        RunStatus seen = bench.runs.status(runId);
        assertThat(bench.runs.status(runId).version()).isEqualTo(seen.version());

        engine.ends.add(ScriptedEngine.end(RunEnd.How.QUARANTINED));
        bench.runs.work(runId, "ada", sentence -> {});

        assertThat(bench.runs.status(runId).state()).isEqualTo(seen.state());
        assertThatThrownBy(() -> bench.control.inTransaction(() -> {
                    bench.runs.holdAs(runId, seen.version());
                    return runId;
                }))
                .extracting(error -> ((ProblemException) error).problem())
                .isEqualTo(Problem.RUN_CHANGED);
    }

    @Test
    void shutdownInterruptsTheRunAndTheNextProcessTakesItAtOnce(TestDatabase at) throws Exception {
        ControlBench first = bench(at, "first");
        String runId =
                first.runs.launch(ControlBench.job("names"), Map.of(), "ada").runId();
        Future<RunEnd> work = threads.submit(() -> first.runs.work(runId, "ada", sentence -> {}));
        Await.until(() -> engine.orders.size() == 1);

        first.work.goDown();

        assertThat(work.get(1, TimeUnit.SECONDS).how()).isEqualTo(RunEnd.How.INTERRUPTED);
        ControlBench second = bench(at, "second");
        assertThat(second.runs.status(runId).state()).isEqualTo(RunState.INTERRUPTED);
        engine.ends.add(ScriptedEngine.end(RunEnd.How.COMPLETED));
        List<String> told = new ArrayList<>();
        second.runs.work(runId, "bob", told::add);
        assertThat(told).isEmpty();
    }

    @Test
    void withoutTablesTheAnswerIsTheLineToRun(TestDatabase at) {
        ControlBench bench = new ControlBench(at, "one", engine);
        benches.add(bench);

        assertThatThrownBy(() -> bench.runs.list(RunQuery.newest(10), job -> true))
                .hasMessageContaining("database init control")
                .extracting(error -> ((ProblemException) error).problem())
                .isEqualTo(Problem.CONTROL_TABLES_MISSING);
    }

    @Test
    void initTwiceKeepsTheIdentityAndHasSpringBatchsTables(TestDatabase at) {
        at.execute("create table somebody_elses (id integer primary key)");
        ControlBench bench = bench(at, "one");
        Control.Identity identity = bench.control.identity();

        assertThat(new ControlTables(bench.control).init()).isZero();

        ControlBench later = new ControlBench(at, "two", engine);
        benches.add(later);
        assertThat(later.control.identity()).isEqualTo(identity);
        assertThat(at.count("select count(*) from BATCH_JOB_INSTANCE")).isZero();
        assertThat(new ControlTables(bench.control).sql())
                .contains("CREATE TABLE BATCH_JOB_INSTANCE")
                .contains("create table steadfill_control_run");
    }

    private ControlBench bench(TestDatabase at, String owner) {
        ControlBench bench = new ControlBench(at, owner, engine).initialised();
        benches.add(bench);
        return bench;
    }
}
