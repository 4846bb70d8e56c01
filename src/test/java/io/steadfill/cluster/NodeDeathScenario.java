package io.steadfill.cluster;

import static io.steadfill.cluster.ClusterKit.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.desk.RunDesk;
import io.steadfill.run.RunState;
import io.steadfill.run.RunStatus;
import io.steadfill.testing.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are processes die, freeze and leave in the middle of a run; nobody types anything, and every row gets its one token. */
@Tag("slow")
class NodeDeathScenario {

    private static final int ROWS = 6_000;
    private static final String SLOW = "chunk-rows: 10, workers: 2, duty: 8%";

    @TempDir
    private Path folder;

    @Test
    void coordinatorAndWorkerAreKilledOneAfterTheOther() {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", ROWS).appending("tokens", "item", SLOW);
            List<Process> nodes = List.of(kit.process(), kit.process(), kit.process());
            RunDesk desk = kit.desk();
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            awaitTokens(kit, 200);

            Process coordinator = coordinator(kit, nodes, run);
            coordinator.destroyForcibly();
            long killed = System.nanoTime();
            ClusterKit.await(
                    Duration.ofSeconds(40),
                    () -> owner(desk, run)
                            .filter(owner -> !owner.contains(":" + coordinator.pid() + ":"))
                            .isPresent());
            double takeover = (System.nanoTime() - killed) / 1e9;
            System.out.printf("coordinator killed: taken over after %.1f s%n", takeover);

            Process worker = nodes.stream()
                    .filter(Process::isAlive)
                    .filter(node -> node.pid() != coordinator(kit, nodes, run).pid())
                    .findFirst()
                    .orElseThrow();
            awaitTokens(kit, tokens(kit) + RandomGenerator.getDefault().nextInt(20, 400));
            worker.destroyForcibly();

            ends(kit, desk, run);
            assertThat(takeover).isLessThan(15);
        }
    }

    @Test
    void aCoordinatorThatFrozeBeyondItsLeaseWritesNothingMore() {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", ROWS).appending("tokens", "item", SLOW);
            List<Process> nodes = List.of(kit.process(), kit.process());
            RunDesk desk = kit.desk();
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            awaitTokens(kit, 200);

            Process frozen = coordinator(kit, nodes, run);
            ClusterKit.signal("STOP", frozen);
            ClusterKit.await(
                    Duration.ofSeconds(40),
                    () -> owner(desk, run)
                            .filter(owner -> !owner.contains(":" + frozen.pid() + ":"))
                            .isPresent());
            ClusterKit.signal("CONT", frozen);

            ends(kit, desk, run);
        }
    }

    @Test
    void everyNodeIsToldToEndInTurnAndAnotherGoesOnAtOnce() throws Exception {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", ROWS).appending("tokens", "item", SLOW);
            List<Process> nodes = List.of(kit.process(), kit.process());
            RunDesk desk = kit.desk();
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            awaitTokens(kit, 200);

            Process coordinator = coordinator(kit, nodes, run);
            long told = System.nanoTime();
            ClusterKit.signal("TERM", coordinator);
            ClusterKit.await(
                    Duration.ofSeconds(20),
                    () -> owner(desk, run)
                            .filter(owner -> !owner.contains(":" + coordinator.pid() + ":"))
                            .isPresent());
            long before = tokens(kit);
            ClusterKit.await(Duration.ofSeconds(20), () -> tokens(kit) > before);
            System.out.printf("coordinator told to end: work goes on after %.1f s%n", (System.nanoTime() - told) / 1e9);
            coordinator.waitFor();

            ends(kit, desk, run);
        }
    }

    @Test
    void twoHundredLaunchesAtOnceOverTwoNodesMakeOneRun() throws ExecutionException, InterruptedException {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", 300).appending("tokens", "item", "workers: 2");
            List<RunDesk> desks =
                    List.of(kit.node().getBean(RunDesk.class), kit.node().getBean(RunDesk.class));
            var pool = java.util.concurrent.Executors.newFixedThreadPool(200);
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
                ends(kit, desks.get(0), runs.get(0), 300);
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

    private static void ends(ClusterKit kit, RunDesk desk, String run) {
        ends(kit, desk, run, ROWS);
    }

    private static void ends(ClusterKit kit, RunDesk desk, String run, int rows) {
        RunStatus end = ClusterKit.awaitState(
                desk, run, Duration.ofMinutes(3), RunState.COMPLETED, RunState.FAILED, RunState.PAUSED);
        assertThat(end.state()).as(end.toString()).isEqualTo(RunState.COMPLETED);
        kit.assertOneTokenEach("item", rows);
    }

    private static Process coordinator(ClusterKit kit, List<Process> nodes, String run) {
        String owner = kit.control
                .column(String.class, "select owner from steadfill_control_run where run_id = ?", run)
                .get(0);
        return nodes.stream()
                .filter(node -> owner.contains(":" + node.pid() + ":"))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> owner(RunDesk desk, String run) {
        return Optional.ofNullable(desk.status(ANN, run).owner());
    }

    private static long tokens(ClusterKit kit) {
        return kit.target.count("select count(*) from item where tokens <> ''");
    }

    private static void awaitTokens(ClusterKit kit, long count) {
        ClusterKit.await(Duration.ofSeconds(60), () -> tokens(kit) >= count);
    }
}
