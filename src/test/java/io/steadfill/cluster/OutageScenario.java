package io.steadfill.cluster;

import static io.steadfill.cluster.ClusterKit.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.desk.RunDesk;
import io.steadfill.testing.Await;
import io.steadfill.testing.FaultProxy;
import io.steadfill.testing.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database or a node's network goes away in the middle of a run: it goes on by itself, and nobody who lives is taken for dead. Without the
 * grace this stayed green in the one try that was made: who looks first is chance, and {@link DeadWatchTest} is what catches it.
 */
@Tag("slow")
class OutageScenario {

    private static final Duration AWAY = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private record Proxies(FaultProxy target, FaultProxy control) {}

    @Test
    void theControlDatabaseIsAwayAndNobodyIsTakenForDead() throws IOException {
        goesOnAfterAnOutageOf(Proxies::control);
    }

    @Test
    void theTargetIsAwayAndNobodyIsTakenForDead() throws IOException {
        goesOnAfterAnOutageOf(Proxies::target);
    }

    /** Its statement hangs, its transaction is open, its connections stay: only the server's own patience ends them. */
    @Test
    void aNodeWhoseHostVanishedIsReplacedAndWritesNothingWhenItIsBack() throws IOException {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL);
                FaultProxy target = FaultProxy.before(kit.target);
                FaultProxy control = FaultProxy.before(kit.control);
                ClusterKit far = kit.through(target.url(), control.url())) {
            kit.items("item", ClusterKit.ROWS).appending("tokens", "item", ClusterKit.SLOW);
            Process vanishing = far.process();
            RunDesk desk = kit.desk();
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            kit.awaitTokens(200);
            Process staying = kit.process();

            target.silence();
            control.silence();
            double takeover = kit.awaitTakeover(vanishing, run);
            long before = kit.tokens();
            Await.until(() -> kit.tokens() > before + 100);
            System.out.printf("host vanished: taken over after %.1f s%n", takeover);
            target.heal();
            control.heal();
            kit.awaitTokens(kit.tokens() + 200);

            kit.ends(desk, run);
            assertThat(List.of(vanishing, staying)).allMatch(Process::isAlive);
        }
    }

    private void goesOnAfterAnOutageOf(Function<Proxies, FaultProxy> which) throws IOException {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL);
                FaultProxy target = FaultProxy.before(kit.target);
                FaultProxy control = FaultProxy.before(kit.control);
                ClusterKit far = kit.through(target.url(), control.url())) {
            kit.items("item", ClusterKit.ROWS).appending("tokens", "item", ClusterKit.SLOW);
            far.process();
            far.process();
            RunDesk desk = kit.desk();
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            kit.awaitTokens(200);

            FaultProxy away = which.apply(new Proxies(target, control));
            away.cut();
            long begun = System.nanoTime();
            Await.until("the outage", AWAY.plusSeconds(10), () -> System.nanoTime() - begun > AWAY.toNanos());
            away.heal();
            long back = System.nanoTime();
            long before = kit.tokens();
            Await.until(() -> kit.tokens() > before);
            System.out.printf("back: work goes on after %.1f s%n", (System.nanoTime() - back) / 1e9);
            // Long enough for whoever would take the living for dead.
            Await.until(() -> System.nanoTime() - back > AWAY.toNanos());

            kit.ends(desk, run);
            assertThat(kit.control.count("select lease_version from steadfill_control_run where run_id = ?", run))
                    .as("how often the run's lease was taken")
                    .isEqualTo(1);
            assertThat(far.tookAnyForDead()).isFalse();
        }
    }
}
