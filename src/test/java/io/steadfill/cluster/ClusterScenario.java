package io.steadfill.cluster;

import static io.steadfill.cluster.ClusterKit.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.cluster.node.Nodes;
import io.steadfill.desk.RunDesk;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import io.steadfill.testing.Await;
import io.steadfill.testing.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes in one process: they share a run, and say so. */
class ClusterScenario {

    @TempDir
    private Path folder;

    @Test
    void twoNodesShareARunAndEveryRowGetsItsOneToken() {
        shared(Lane.POSTGRESQL);
    }

    @Test
    void aControlDatabaseOnMariaDbCarriesRunsToo() {
        shared(Lane.MARIADB);
    }

    @Test
    @Tag("slow")
    void aControlDatabaseOnMySqlCarriesRunsToo() {
        shared(Lane.MYSQL);
    }

    private void shared(Lane controlLane) {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, controlLane)) {
            kit.items("item", 2_000).appending("tokens", "item", "chunk-rows: 4, workers: 2, duty: 1%");
            RunDesk desk = kit.node().getBean(RunDesk.class);
            Nodes nodes = kit.node().getBean(Nodes.class);

            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            Await.until(() -> kit.control.count("select count(distinct node) from steadfill_control_run_node") == 2);
            desk.tune(ANN, run, Map.of("duty", "100%"));
            RunStatus end =
                    ClusterKit.awaitState(desk, run, Duration.ofSeconds(60), RunState.COMPLETED, RunState.FAILED);

            assertThat(end.state()).as(end.toString()).isEqualTo(RunState.COMPLETED);
            kit.assertOneTokenEach("item", 2_000);
            assertThat(end.progress()).isNotNull();
            assertThat(end.progress().walked()).as(end.toString()).isEqualTo(2_000);
            assertThat(kit.control.count("select count(*) from steadfill_control_part_task"))
                    .isZero();
            Await.until(() -> kit.control.count("select count(*) from steadfill_control_run_task") == 0);
            assertThat(nodes.list()).hasSize(2).allSatisfy(node -> {
                assertThat(node.alive()).isTrue();
                assertThat(node.jobs()).containsOnlyKeys("tokens");
                assertThat(node.differing()).isEmpty();
            });
        }
    }
}
