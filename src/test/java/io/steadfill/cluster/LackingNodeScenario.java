package io.steadfill.cluster;

import static io.steadfill.cluster.ClusterKit.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.desk.RunDesk;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.work.NodeName;
import io.steadfill.testing.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Nodes of different builds: one lacks a transform that a run calls. */
@Tag("slow")
class LackingNodeScenario {

    private static final String WITH = "cluster.busy=1";
    private static final String NO_RUNS = "steadfill.cluster.run-threads=0";
    private static final String NO_PARTITIONS = "steadfill.cluster.threads=0";

    @TempDir
    private Path folder;

    @Test
    void aNodeLeavesARunToThoseThatHaveItsTransform() {
        try (ClusterKit kit = kit()) {
            kit.node();
            kit.node();
            ConfigurableApplicationContext able = kit.node(WITH, "steadfill.cluster.threads=1");
            RunDesk desk = able.getBean(RunDesk.class);

            String run = desk.launch(ANN, "words", Map.of()).runId();
            RunStatus end = ClusterKit.awaitState(
                    desk, run, Duration.ofMinutes(2), RunState.COMPLETED, RunState.FAILED, RunState.PAUSED);

            assertThat(end.state()).as(end.toString()).isEqualTo(RunState.COMPLETED);
            assertThat(kit.control.column(String.class, "select distinct node from steadfill_control_run_node"))
                    .containsExactly(able.getBean(NodeName.class).name());
        }
    }

    @Test
    void whereNoNodeHasItTheRunHoldsAndNamesTheNode() {
        try (ClusterKit kit = kit()) {
            RunDesk desk = kit.node(WITH, NO_RUNS, NO_PARTITIONS).getBean(RunDesk.class);
            ConfigurableApplicationContext lacking = kit.node();

            String run = desk.launch(ANN, "words", Map.of()).runId();

            assertHolds(desk, run, lacking);
        }
    }

    @Test
    void whereOnlyItsCoordinatorHasItTheRunHoldsToo() {
        try (ClusterKit kit = kit()) {
            RunDesk desk = kit.node(WITH, NO_PARTITIONS).getBean(RunDesk.class);
            ConfigurableApplicationContext lacking = kit.node(NO_RUNS);

            String run = desk.launch(ANN, "words", Map.of()).runId();

            assertHolds(desk, run, lacking);
        }
    }

    private static void assertHolds(RunDesk desk, String run, ConfigurableApplicationContext lacking) {
        RunStatus held = ClusterKit.awaitState(desk, run, Duration.ofMinutes(2), RunState.PAUSED, RunState.FAILED);
        assertThat(held.state()).as(held.toString()).isEqualTo(RunState.PAUSED);
        assertThat(held.holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.why())
                        .contains(lacking.getBean(NodeName.class).name(), "busy"));
    }

    private ClusterKit kit() {
        ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL);
        kit.target.execute(
                "create table words (id bigint primary key, word varchar(40) not null, hash varchar(40))",
                "insert into words select n, 'word ' || n, null from generate_series(1, 500) n");
        return kit.job("words", "words", """
                where: hash is null
                transform: { hash: { busy: { from: word } } }
                limits: { workers: 2, chunk-rows: 20 }
                """);
    }
}
