package io.steadfill.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Await;
import io.steadfill.testing.FaultProxy;
import io.steadfill.testing.Lane;
import io.steadfill.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What probes and Prometheus see while the control database is away. */
class ControlAwayIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    @Test
    void readinessAndTheMeterFallWithTheControlAndComeBackWithIt() throws Exception {
        try (TestDatabase control = TestDatabase.on(Lane.POSTGRESQL);
                FaultProxy proxy = FaultProxy.before(control);
                WatchedServer server = new WatchedServer(folder, Map.of("steadfill.control.url", proxy.url()))) {
            Await.until("up", LIMIT, () -> server.scrape().contains("steadfill_control_up 1.0"));
            Await.until("the node", LIMIT, () -> server.scrape().contains("steadfill_nodes{state=\"alive\"} 1.0"));
            assertThat(server.scrape()).contains("steadfill_metadata_rows{table=\"audit\"}");
            assertThat(probe(server, "readiness")).isEqualTo(200);

            proxy.cut();

            Await.until("away", LIMIT, () -> server.scrape().contains("steadfill_control_up 0.0"));
            Await.until("not ready", LIMIT, () -> probe(server, "readiness") == 503);
            assertThat(probe(server, "liveness")).as("it is not dead").isEqualTo(200);
            assertThat(server.scrape()).as("nothing old is shown").doesNotContain("steadfill_nodes{");

            proxy.heal();

            Await.until("up again", LIMIT, () -> server.scrape().contains("steadfill_control_up 1.0"));
            Await.until("ready again", LIMIT, () -> probe(server, "readiness") == 200);
        }
    }

    private static int probe(WatchedServer server, String name) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://127.0.0.1:" + server.port() + "/actuator/health/" + name))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
