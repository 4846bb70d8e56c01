package io.steadfill.cluster;

import static io.steadfill.cluster.ClusterKit.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.desk.RunDesk;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import io.steadfill.testing.Await;
import io.steadfill.testing.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two workers and the coordinator are killed one after the other at random moments of one run, again and again, and a fresh node takes each
 * one's place. The whole proof: {@code -Dcluster.rows=1000000 -Dcluster.rounds=10}; {@code -Dcluster.seed} repeats the moments of an earlier one.
 */
@Tag("slow")
class ManyDeathsScenario {

    private static final int ROWS = Integer.getInteger("cluster.rows", 40_000);
    private static final int ROUNDS = Integer.getInteger("cluster.rounds", 1);

    /** By default settings, on a machine that has nothing else to do. */
    private static final double TAKEOVER_SECONDS_MAX = 15;

    @TempDir
    private Path folder;

    private enum Role {
        WORKER,
        COORDINATOR
    }

    @Test
    void workersAndCoordinatorsAreKilledAtRandomMomentsAndEveryRowGetsItsOneToken() {
        long seed = Long.getLong("cluster.seed", System.nanoTime());
        Random random = new Random(seed);
        System.out.printf("%d rows, %d rounds, -Dcluster.seed=%d%n", ROWS, ROUNDS, seed);
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            // So slow that the deaths fall all over the table.
            int rows = Math.max(10, ROWS / 40_000);
            kit.items("item", ROWS)
                    .appending("tokens", "item", "chunk-rows: %d, workers: 2, duty: 1%%".formatted(rows));
            List<Process> nodes = new ArrayList<>(List.of(kit.process(), kit.process(), kit.process()));
            RunDesk desk = kit.desk();
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            kit.awaitTokens(20L * rows);

            List<Double> takeovers = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                List<Role> roles = new ArrayList<>(List.of(Role.WORKER, Role.WORKER, Role.COORDINATOR));
                Collections.shuffle(roles, random);
                for (Role role : roles) {
                    kit.awaitTokens(kit.tokens() + random.nextInt(20 * rows));
                    Process killed = victim(kit, nodes, run, role);
                    killed.destroyForcibly();
                    double taken = takeover(kit, killed, run, role);
                    takeovers.add(taken);
                    System.out.printf(
                            "round %d: %s killed at %d rows, taken over after %.1f s%n",
                            round, role, kit.tokens(), taken);
                    nodes.remove(killed);
                    nodes.add(kit.process());
                }
            }
            desk.tune(ANN, run, Map.of("duty", "100%", "chunk-rows", "1000"));
            RunStatus end =
                    ClusterKit.awaitState(desk, run, Duration.ofMinutes(20), RunState.COMPLETED, RunState.FAILED);

            assertThat(end.state()).as(end.toString()).isEqualTo(RunState.COMPLETED);
            kit.assertOneTokenEach("item", ROWS);
            System.out.printf(
                    "%d deaths, the longest takeover %.1f s%n",
                    takeovers.size(),
                    takeovers.stream().mapToDouble(d -> d).max().orElse(0));
            assertThat(takeovers).hasSize(3 * ROUNDS).allMatch(seconds -> seconds < TAKEOVER_SECONDS_MAX);
        }
    }

    private static Process victim(ClusterKit kit, List<Process> nodes, String run, Role role) {
        Process coordinator = kit.coordinator(nodes, run);
        if (role == Role.COORDINATOR) {
            return coordinator;
        }
        List<Process> working = new ArrayList<>();
        Await.until(() -> {
            nodes.stream()
                    .filter(node -> node != coordinator && kit.partitionsOf(node) > 0)
                    .forEach(working::add);
            return !working.isEmpty();
        });
        return working.get(0);
    }

    /** Until the lease, or every partition, is another's. */
    private static double takeover(ClusterKit kit, Process killed, String run, Role role) {
        if (role == Role.COORDINATOR) {
            return kit.awaitTakeover(killed, run);
        }
        long begun = System.nanoTime();
        Await.until(() -> kit.partitionsOf(killed) == 0);
        return (System.nanoTime() - begun) / 1e9;
    }
}
