package io.steadfill.cluster;

import static io.steadfill.cluster.ClusterKit.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.desk.RunDesk;
import io.steadfill.desk.schedule.ScheduleDesk;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import io.steadfill.testing.Await;
import io.steadfill.testing.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes share a run whose open hours end: both stop, and neither goes on with what the other has left. */
@Tag("slow")
class ClosingEdgeScenario {

    private static final int ROWS = 100_000;
    private static final String WALKED = "select count(*) from item where tokens <> ''";

    @TempDir
    private Path folder;

    @Test
    void noNodeGoesOnPastTheEdge() {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            // Hours end at a full minute: far enough for both nodes to begin.
            LocalTime now = LocalTime.now(ZoneOffset.UTC);
            LocalTime opens = now.minusHours(1).truncatedTo(ChronoUnit.MINUTES);
            LocalTime closes = now.plusSeconds(100).truncatedTo(ChronoUnit.MINUTES);
            kit.items("item", ROWS)
                    .job("tokens", "item", """
                    where: tokens = ''
                    set: { tokens: "concat(tokens, 'x')" }
                    limits: { chunk-rows: 2, workers: 2, duty: 1%% }
                    schedule: { cron: "%d %d * * *", zone: UTC, open: "%s-%s" }
                    """.formatted(opens.getMinute(), opens.getHour(), opens, closes));
            RunDesk desk = kit.node().getBean(RunDesk.class);
            ScheduleDesk schedules = kit.node().getBean(ScheduleDesk.class);

            String run = desk.launch(ANN, "tokens", Map.of()).runId();
            Await.until(() -> kit.control.count("select count(distinct node) from steadfill_control_run_node") == 2);
            RunStatus held = ClusterKit.awaitState(desk, run, Duration.ofSeconds(180), RunState.WAITING);
            assertThat(held.holds())
                    .singleElement()
                    .satisfies(hold -> assertThat(hold.kind()).isEqualTo(HoldKind.WINDOW));
            Await.until(() -> kit.control.count("select count(*) from steadfill_control_part_task where picked") == 0);

            long walked = kit.target.count(WALKED);
            assertThat(walked).isBetween(1L, ROWS - 1L);
            long began = System.nanoTime();
            // Longer than any node's look at tasks, runs and schedules.
            Await.until(() -> System.nanoTime() - began > Duration.ofSeconds(20).toNanos());
            assertThat(kit.target.count(WALKED)).isEqualTo(walked);
            assertThat(desk.status(ANN, run).state()).isEqualTo(RunState.WAITING);

            schedules.ignoreHours(ANN, run, "the test is over");
            desk.tune(ANN, run, Map.of("duty", "100%", "chunk-rows", "500"));
            RunStatus end =
                    ClusterKit.awaitState(desk, run, Duration.ofSeconds(180), RunState.COMPLETED, RunState.FAILED);
            assertThat(end.state()).as(end.toString()).isEqualTo(RunState.COMPLETED);
            kit.assertOneTokenEach("item", ROWS);
        }
    }
}
