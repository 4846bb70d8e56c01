package io.steadfill.cluster;

import static io.steadfill.cluster.ClusterKit.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.desk.RunDesk;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.adoption.Adoption;
import io.steadfill.run.adoption.Outlook;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import io.steadfill.testing.Await;
import io.steadfill.testing.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The control database is dropped in the middle of a run that may be done only once. One node is killed, one goes on working, one is frozen
 * in the middle of it; a new control adopts the target, and every row gets its one token.
 */
@Tag("slow")
class LostControlScenario {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void anotherControlAdoptsTheTargetAndTheOldNodesWriteNothingMore(Lane lane) {
        try (ClusterKit kit = ClusterKit.on(folder, lane, Lane.POSTGRESQL)) {
            kit.items("item", ClusterKit.ROWS).appending("tokens", "item", ClusterKit.SLOW);
            Process killed = kit.process();
            Process working = kit.process();
            Process frozen = kit.process();
            String run = kit.desk().launch(ANN, "tokens", Map.of()).runId();
            Await.until(
                    "all to be at work",
                    Duration.ofSeconds(120),
                    () -> kit.tokens() >= 100 && kit.partitionsOf(frozen) > 0 && kit.partitionsOf(working) > 0);
            String lost = kit.control.value(String.class, "select control_id from steadfill_control");

            killed.destroyForcibly();
            kit.loseControl();
            ClusterKit.signal("STOP", frozen);
            // Whoever lives goes on: the last word holds.
            kit.awaitTokens(kit.tokens() + 20);

            try (ClusterKit fresh = kit.underNewControl()) {
                ConfigurableApplicationContext node = fresh.node();
                Adoption adoption = node.getBean(Adoption.class);
                Outlook outlook = adoption.look("shop");
                assertThat(outlook.control()).isEqualTo(lost);
                assertThat(outlook.runs()).singleElement().satisfies(item -> {
                    assertThat(item.runId()).isEqualTo(run);
                    assertThat(item.becomes()).isEqualTo(RunState.PAUSED);
                });
                assertThatThrownBy(() -> adoption.adopt("shop", lost, false, "ann"))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refused -> assertThat(refused.problem()).isEqualTo(Problem.CONTROL_ALIVE));

                adoption.adopt("shop", lost, true, "ann");
                long adopted = kit.tokens();
                long begun = System.nanoTime();
                Await.until(
                        () -> System.nanoTime() - begun > Duration.ofSeconds(3).toNanos());
                assertThat(kit.tokens()).as("tokens after the adoption").isEqualTo(adopted);
                RunDesk desk = node.getBean(RunDesk.class);
                assertThat(desk.status(ANN, run).state()).isEqualTo(RunState.PAUSED);

                desk.resume(ANN, run);
                kit.awaitTokens(adopted + 100);
                ClusterKit.signal("CONT", frozen);
                kit.awaitTokens(kit.tokens() + 100);
                desk.tune(ANN, run, Map.of("duty", "100%", "chunk-rows", "500"));
                RunStatus end =
                        ClusterKit.awaitState(desk, run, Duration.ofMinutes(3), RunState.COMPLETED, RunState.FAILED);

                assertThat(end.state()).as(end.toString()).isEqualTo(RunState.COMPLETED);
                kit.assertOneTokenEach("item", ClusterKit.ROWS);
                assertThat(working.isAlive() && frozen.isAlive()).isTrue();
                assertThat(fresh.control.column(
                                String.class, "select verb from steadfill_control_audit where by_whom = 'ann'"))
                        .contains("adopt");
            }
        }
    }
}
