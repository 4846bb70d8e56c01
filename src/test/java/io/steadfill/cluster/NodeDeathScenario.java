package io.steadfill.cluster;

import static io.steadfill.cluster.ClusterKit.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.steadfill.desk.RunDesk;
import io.steadfill.desk.UndoDesk;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import io.steadfill.testing.Await;
import io.steadfill.testing.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Nodes that are processes die, freeze and leave in the middle of a run; nobody types anything, and every row gets its one token. With the
 * check of the fence taken out the frozen worker still did no row twice, since the checkpoint's sequence had moved on;
 * {@code PartitionStoreIT} is what catches a missing fence.
 */
@Tag("slow")
class NodeDeathScenario {

    private static final String FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    @TempDir
    private Path folder;

    @Test
    void coordinatorAndWorkerAreKilledOneAfterTheOther() {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", ClusterKit.ROWS).appending("tokens", "item", ClusterKit.SLOW);
            List<Process> nodes = List.of(kit.process(), kit.process(), kit.process());
            RunDesk desk = kit.desk();
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            kit.awaitTokens(200);

            Process coordinator = kit.coordinator(nodes, run);
            coordinator.destroyForcibly();
            double takeover = kit.awaitTakeover(coordinator, run);
            System.out.printf("coordinator killed: taken over after %.1f s%n", takeover);

            Process second = kit.coordinator(nodes, run);
            Process worker = nodes.stream()
                    .filter(Process::isAlive)
                    .filter(node -> node.pid() != second.pid())
                    .findFirst()
                    .orElseThrow();
            kit.awaitTokens(kit.tokens() + RandomGenerator.getDefault().nextInt(20, 400));
            worker.destroyForcibly();
            Await.until(() -> kit.partitionsOf(worker) == 0);

            kit.ends(desk, run);
            assertThat(takeover).isLessThan(40);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void anUndoOutlivesWhoeverWorksItAndPutsBackNoRowTwice(Lane lane) {
        try (ClusterKit kit = ClusterKit.on(folder, lane, Lane.POSTGRESQL)) {
            kit.items("item", 6_000).job("tokens", "item", """
                    once: true
                    set: { tokens: "concat(tokens, 'x')" }
                    undo: { keep: 14d }
                    limits: { chunk-rows: 20, duty: 3% }
                    """);
            List<Process> nodes = List.of(kit.process(), kit.process(), kit.process());
            ConfigurableApplicationContext asked =
                    kit.node("steadfill.cluster.threads=0", "steadfill.cluster.run-threads=0");
            RunDesk desk = asked.getBean(RunDesk.class);
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            ClusterKit.awaitState(desk, run, Duration.ofSeconds(120), RunState.COMPLETED);

            asked.getBean(UndoDesk.class).undo(ANN, run, null, "wrong tokens");
            Await.until(() -> kit.tokens() < 5_900);
            Process killed = kit.coordinator(nodes, run);
            killed.destroyForcibly();
            // What is put back is the application's again: should it write just what the run wrote, that stays.
            List<Long> again =
                    kit.target.column(Long.class, "select id from item where tokens = '' order by id limit 10");
            assertThat(again).hasSize(10);
            again.forEach(id -> kit.target.execute("update item set tokens = 'x' where id = " + id));
            kit.awaitTakeover(killed, run);
            Process frozen = kit.coordinator(nodes, run);
            long before = kit.tokens();
            Await.until(() -> kit.tokens() < before);
            ClusterKit.signal("STOP", frozen);
            kit.awaitTakeover(frozen, run);
            ClusterKit.signal("CONT", frozen);
            ClusterKit.awaitState(desk, run, Duration.ofSeconds(120), RunState.UNDONE);

            assertThat(kit.tokens()).isEqualTo(10);
            String images = lane == Lane.POSTGRESQL ? "steadfill.before_image" : "steadfill_before_image";
            assertThat(kit.target.count("select count(*) from " + images)).isZero();
            assertThat(frozen.isAlive()).isTrue();
        }
    }

    @Test
    void aCoordinatorThatFrozeBeyondItsLeaseWritesNothingMore() {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", ClusterKit.ROWS).appending("tokens", "item", ClusterKit.SLOW);
            List<Process> nodes = List.of(kit.process(), kit.process());
            RunDesk desk = kit.desk();
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            kit.awaitTokens(200);

            Process frozen = kit.coordinator(nodes, run);
            ClusterKit.signal("STOP", frozen);
            kit.awaitTakeover(frozen, run);
            long before = kit.tokens();
            Await.until(() -> kit.tokens() > before);
            ClusterKit.signal("CONT", frozen);
            kit.awaitTokens(kit.tokens() + 200);

            kit.ends(desk, run);
            assertThat(frozen.isAlive()).isTrue();
        }
    }

    @Test
    void aWorkerThatFrozeBeyondItsLeaseWritesNothingMore() {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", ClusterKit.ROWS).appending("tokens", "item", ClusterKit.SLOW);
            List<Process> nodes = List.of(kit.process(), kit.process());
            RunDesk desk = kit.desk();
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            kit.awaitTokens(200);

            Process coordinator = kit.coordinator(nodes, run);
            Process frozen = nodes.get(nodes.indexOf(coordinator) == 0 ? 1 : 0);
            Await.until(() -> kit.partitionsOf(frozen) > 0);
            ClusterKit.signal("STOP", frozen);
            Await.until(() -> kit.partitionsOf(frozen) == 0);
            long before = kit.tokens();
            Await.until(() -> kit.tokens() > before);
            ClusterKit.signal("CONT", frozen);
            kit.awaitTokens(kit.tokens() + 200);

            kit.ends(desk, run);
            assertThat(frozen.isAlive()).isTrue();
            assertThat(leases(kit, run)).isEqualTo(1);
        }
    }

    /** Where libfaketime is: the machine's clock of one process only, so that nothing in the product can know. */
    @Test
    void aNodeWhoseClockIsAheadRobsNoLiveOwnerAndIsItselfReplaced() {
        String faketime = System.getProperty("steadfill.faketime", FAKETIME);
        assumeThat(Path.of(faketime)).exists();
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", ClusterKit.ROWS).appending("tokens", "item", ClusterKit.SLOW);
            kit.process();
            kit.process();
            RunDesk desk = kit.desk();
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            kit.awaitTokens(200);

            // The clock that only counts stays as it is, and so do waits by it.
            Process ahead = kit.process(Map.of(
                    "LD_PRELOAD", faketime,
                    "FAKETIME", "+20s",
                    "NO_FAKE_STAT", "1",
                    "FAKETIME_NO_CACHE", "1",
                    "FAKETIME_DONT_RESET", "1",
                    "DONT_FAKE_MONOTONIC", "1",
                    "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
            // Long enough for several looks for the dead.
            Await.until(
                    "a node with a clock ahead that works",
                    Duration.ofSeconds(120),
                    () -> kit.partitionsOf(ahead) > 0
                            && kit.control.count(
                                            "select count(*) from steadfill_control_node where node like ?"
                                                    + " and heartbeat_at > started_at + interval '16' second",
                                            "%:" + ahead.pid() + ":%")
                                    == 1);
            assertThat(leases(kit, run)).isEqualTo(1);
            assertThat(kit.tookAnyForDead()).isFalse();

            ahead.destroyForcibly();
            Await.until(() -> kit.partitionsOf(ahead) == 0);

            kit.ends(desk, run);
            assertThat(leases(kit, run)).isEqualTo(1);
        }
    }

    @Test
    void everyNodeIsToldToEndInTurnAndAnotherGoesOnAtOnce() throws InterruptedException {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", ClusterKit.ROWS).appending("tokens", "item", ClusterKit.SLOW);
            List<Process> nodes = new ArrayList<>(List.of(kit.process(), kit.process()));
            RunDesk desk = kit.desk();
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            kit.awaitTokens(200);

            for (Process told : List.copyOf(nodes)) {
                nodes.add(kit.process());
                kit.awaitTokens(kit.tokens() + 50);
                String role = kit.owner(run).contains(":" + told.pid() + ":") ? "coordinator" : "worker";
                long begun = System.nanoTime();
                ClusterKit.signal("TERM", told);
                double taken = kit.awaitTakeover(told, run);
                Await.until(() -> kit.partitionsOf(told) == 0);
                long before = kit.tokens();
                Await.until(() -> kit.tokens() > before);
                System.out.printf(
                        "%s told to end: another has the lease after %.1f s, work goes on after %.1f s%n",
                        role, taken, (System.nanoTime() - begun) / 1e9);
                told.waitFor();
            }

            kit.ends(desk, run);
            assertThat(kit.tookAnyForDead()).isFalse();
        }
    }

    @Test
    void twoHundredLaunchesAtOnceOverTwoNodesMakeOneRun() throws ExecutionException, InterruptedException {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", 300).appending("tokens", "item", "workers: 2");
            List<RunDesk> desks =
                    List.of(kit.node().getBean(RunDesk.class), kit.node().getBean(RunDesk.class));
            var pool = Executors.newFixedThreadPool(200);
            try {
                List<CompletableFuture<String>> launches = IntStream.range(0, 200)
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> desks.get(i % 2)
                                        .launch(ANN, "tokens", Map.of())
                                        .runId(),
                                pool))
                        .toList();
                List<String> runs = launches.stream()
                        .map(CompletableFuture::join)
                        .distinct()
                        .toList();

                assertThat(runs).hasSize(1);
                finished(kit, desks.get(0), runs.get(0), 300);
            } finally {
                pool.shutdownNow();
            }
        }
    }

    @Test
    void fiftyRunsOnOneNodeWithTwoWorkerThreadsAllFinish() {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            IntStream.range(0, 50)
                    .forEach(i -> kit.items("item" + i, 50).appending("tokens-" + i, "item" + i, "workers: 2"));
            RunDesk desk = kit.node("steadfill.cluster.threads=2").getBean(RunDesk.class);

            List<String> runs = IntStream.range(0, 50)
                    .mapToObj(i -> desk.launch(ANN, "tokens-" + i, Map.of()).runId())
                    .toList();

            runs.forEach(run -> assertThat(
                            ClusterKit.awaitState(desk, run, Duration.ofMinutes(4), RunState.COMPLETED, RunState.FAILED)
                                    .state())
                    .isEqualTo(RunState.COMPLETED));
            IntStream.range(0, 50).forEach(i -> kit.assertOneTokenEach("item" + i, 50));
        }
    }

    private static void finished(ClusterKit kit, RunDesk desk, String run, int rows) {
        RunStatus end = ClusterKit.awaitState(
                desk, run, Duration.ofMinutes(3), RunState.COMPLETED, RunState.FAILED, RunState.PAUSED);
        assertThat(end.state()).as(end.toString()).isEqualTo(RunState.COMPLETED);
        kit.assertOneTokenEach("item", rows);
    }

    /** How often the run's lease was taken. */
    private static long leases(ClusterKit kit, String run) {
        return kit.control.count("select lease_version from steadfill_control_run where run_id = ?", run);
    }
}
