package io.steadfill.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.api.ServedApi;
import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.run.Runs;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is worked on and does not move is told of, once. */
@Tag("slow")
class StallsIT {

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void aRunBehindARowThatSomebodyHoldsIsToldOfOnceAndGoesOnAfterwards() throws Exception {
        try (ServedApi api = new ServedApi(folder);
                Connection other = api.target.connect()) {
            String run = launchedBehind(other, api);
            RunEvents events = api.context.getBean(RunEvents.class);
            Stalls stalls = stalls(api);
            awaitTold(stalls, events, run);
            stalls.look();
            stalls.look();
            List<Stalls> nodes = List.of(stalls(api), stalls(api), stalls(api), stalls(api));
            nodes.forEach(Stalls::look);
            api.control.update("delete from steadfill_control_event where kind = '" + Stalls.KIND + "'");
            ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
            for (Future<?> look :
                    nodes.stream().map(node -> threads.submit(node::look)).toList()) {
                look.get(60, TimeUnit.SECONDS);
            }
            threads.shutdown();

            assertThat(told(events, run))
                    .as("by four nodes at once")
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(Happening.of(event)).contains(Happening.STALLED);
                        assertThat(Message.of("ops", event, Happening.STALLED).text())
                                .isEqualTo("Steadfill: run " + run + " of 'stuck' does not move");
                    });
            other.rollback();
            api.awaitState(run, "COMPLETED");
            stalls.look();
            assertThat(told(events, run)).hasSize(1);
        }
    }

    /** Its checkpoint is old then; and as old after a wait for a signal, which no state tells. */
    @Test
    @Timeout(600)
    void aRunThatHasJustGoneOnIsNotToldOfBeforeItHadItsTime() throws Exception {
        try (ServedApi api = new ServedApi(folder);
                Connection other = api.target.connect()) {
            String run = launchedBehind(other, api);
            RunEvents events = api.context.getBean(RunEvents.class);
            Stalls stalls = stalls(api);
            awaitTold(stalls, events, run);
            api.control.update("delete from steadfill_control_event where kind = '" + Stalls.KIND + "'");

            String actions = "/api/v1/runs/" + run + "/actions/";
            assertThat(api.post(actions + "pause", "{\"why\": \"lunch\"}").status())
                    .isEqualTo(200);
            api.awaitState(run, "PAUSED");
            LockSupport.parkNanos(4_000_000_000L);
            assertThat(api.post(actions + "resume", null).status()).isEqualTo(200);
            api.awaitState(run, "RUNNING");

            stalls.look();
            stalls.look();
            assertThat(told(events, run)).as("worked on for a moment").isEmpty();
            while (told(events, run).isEmpty()) {
                Stalls fresh = stalls(api);
                fresh.look();
                assertThat(told(events, run)).as("one look alone").isEmpty();
                fresh.look();
            }
            other.rollback();
            api.awaitState(run, "COMPLETED");
        }
    }

    /** A run whose last row the connection holds before the run gets there. */
    private static String launchedBehind(Connection other, ServedApi api) throws SQLException {
        api.write("jobs/stuck/job.yaml", """
                job: stuck
                database: shop
                table: item
                once: true
                set: { tokens: "concat(tokens, 'x')" }
                limits: { chunk-rows: 1, duty: 100% }
                """);
        other.setAutoCommit(false);
        String run = api.launch("stuck");
        while (api.target.count("select count(*) from steadfill.partition") == 0) {
            LockSupport.parkNanos(1_000_000);
        }
        try (Statement held = other.createStatement()) {
            held.execute("update item set name = 'held' where id = " + ServedApi.ROWS);
        }
        return run;
    }

    private static void awaitTold(Stalls stalls, RunEvents events, String run) {
        while (told(events, run).isEmpty()) {
            stalls.look();
            LockSupport.parkNanos(200_000_000);
        }
    }

    private static Stalls stalls(ServedApi api) {
        return new Stalls(
                api.context.getBean(Control.class),
                api.context.getBean(Runs.class),
                api.context.getBean(RunEvents.class),
                api.context.getBean(Databases.class),
                Duration.ofSeconds(3));
    }

    private static List<RunEvent> told(RunEvents events, String run) {
        return events.of(run, 0, 100).stream()
                .filter(event -> event.kind().equals(Stalls.KIND))
                .toList();
    }
}
