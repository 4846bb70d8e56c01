package io.steadfill.cluster;

import static io.steadfill.cluster.ClusterKit.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.cluster.node.Nodes;
import io.steadfill.desk.RunDesk;
import io.steadfill.desk.UndoDesk;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.work.NodeName;
import io.steadfill.testing.Await;
import io.steadfill.testing.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

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

    @Test
    void everyNodeWithAFreeSeatGetsAPartition() {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", ClusterKit.ROWS).appending("tokens", "item", "chunk-rows: 2, workers: 1, duty: 3%");
            kit.node();
            kit.node();
            kit.node();
            kit.desk().launch(ANN, "tokens", Map.of());

            Await.until(
                    "three nodes to be at work",
                    Duration.ofSeconds(20),
                    () -> kit.control.count("select count(distinct picked_by) from steadfill_control_part_task") == 3);
        }
    }

    @Test
    void anUndoThatTheServerRefusesSaysSoOnceAndWaitsForAPerson() {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", 100).job("tokens", "item", """
                    where: tokens = ''
                    set: { tokens: "'x'" }
                    undo: { keep: 14d }
                    """);
            ConfigurableApplicationContext node = kit.node();
            RunDesk desk = node.getBean(RunDesk.class);
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            ClusterKit.awaitState(desk, run, Duration.ofSeconds(60), RunState.COMPLETED);
            kit.target.execute(
                    "create function refuse() returns trigger language plpgsql as $$ begin"
                            + " raise exception 'not for you' using errcode = '42501'; end $$",
                    "create trigger refusing before update on item for each row execute function refuse()");

            node.getBean(UndoDesk.class).undo(ANN, run, null, "wrong tokens");
            Await.until(() -> desk.status(ANN, run).problem() != null);
            long begun = System.nanoTime();
            Await.until(() -> System.nanoTime() - begun > Duration.ofSeconds(5).toNanos());

            assertThat(desk.status(ANN, run).problem()).isEqualTo("privilege-missing");
            assertThat(kit.control.count(
                            "select count(*) from steadfill_control_audit where verb = 'end' and run_id = ?", run))
                    .as("ends of the run and of its undo")
                    .isEqualTo(2);
            kit.target.execute("drop trigger refusing on item");
            node.getBean(UndoDesk.class).undo(ANN, run, null, "wrong tokens");
            ClusterKit.awaitState(desk, run, Duration.ofSeconds(60), RunState.UNDONE);
            assertThat(kit.tokens()).isZero();
        }
    }

    @Test
    @Tag("slow")
    void anUndoGoesOnAtAnotherNodeWhenItsOwnGoesDown() {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", 1_000).job("tokens", "item", """
                    where: tokens = ''
                    set: { tokens: "'x'" }
                    undo: { keep: 14d }
                    limits: { chunk-rows: 10, duty: 5% }
                    """);
            ConfigurableApplicationContext asked =
                    kit.node("steadfill.cluster.threads=0", "steadfill.cluster.run-threads=0");
            RunDesk desk = asked.getBean(RunDesk.class);
            Map<String, ConfigurableApplicationContext> nodes = Stream.of(kit.node(), kit.node())
                    .collect(Collectors.toMap(
                            node -> node.getBean(NodeName.class).name(), node -> node));
            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            ClusterKit.awaitState(desk, run, Duration.ofSeconds(60), RunState.COMPLETED);

            asked.getBean(UndoDesk.class).undo(ANN, run, null, "wrong tokens");
            Await.until(() -> kit.tokens() < 1_000);
            Partitions rows = Objects.requireNonNull(desk.status(ANN, run).partitions());
            assertThat(rows.toPutBack()).isBetween(kit.tokens(), 999L);
            String left = kit.owner(run);
            nodes.get(left).close();
            assertThat(kit.tokens()).as("the node went down half-way").isPositive();
            ClusterKit.awaitState(desk, run, Duration.ofSeconds(60), RunState.UNDONE);

            assertThat(kit.tokens()).isZero();
            assertThat(Objects.requireNonNull(desk.status(ANN, run).partitions())
                            .toPutBack())
                    .isZero();
            assertThat(kit.control.column(
                            String.class,
                            "select by_whom from steadfill_control_audit where verb = 'end' and run_id = ? order by seq desc",
                            run))
                    .first()
                    .asString()
                    .startsWith("node ")
                    .doesNotContain(left);
        }
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
