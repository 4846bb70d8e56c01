package io.steadfill.metrics.meter;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.steadfill.SteadfillApplication;
import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.account.AccountDesk;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.desk.RunDesk;
import io.steadfill.run.life.RunState;
import io.steadfill.testing.Lane;
import io.steadfill.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The whole application as a server over a target with a table of items, for those who watch it. */
final class WatchedServer implements AutoCloseable {

    static final String WATCHER = "prometheus";
    static final String PASSWORD = "a password of length";
    private static final Operator SOMEBODY = Operator.ofThisMachine("test");

    final TestDatabase target = TestDatabase.on(Lane.POSTGRESQL);
    final TestDatabase control = TestDatabase.on(Lane.POSTGRESQL);
    final ConfigurableApplicationContext context;
    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();

    WatchedServer(Path folder, Map<String, Object> further) {
        this(folder, further, List.of());
    }

    /** @param more names of further targets, which {@code further} configures */
    WatchedServer(Path folder, Map<String, Object> further, List<String> more) {
        this.folder = folder;
        Map<String, Object> properties = new LinkedHashMap<>(Map.of(
                "server.port",
                0,
                "steadfill.runs.heartbeat",
                "700ms",
                "steadfill.metrics.period",
                "500ms",
                "steadfill.control.url",
                control.url(),
                "steadfill.databases.shop.url",
                target.url(),
                "steadfill.jobs",
                folder.resolve("jobs").toString()));
        properties.putAll(further);
        try (ConfigurableApplicationContext tables = start(WebApplicationType.NONE, properties)) {
            tables.getBean(ControlTables.class).init();
            for (String name : Stream.concat(Stream.of("shop"), more.stream()).toList()) {
                new TargetTables(tables.getBean(Databases.class).named(name))
                        .init(tables.getBean(Control.class).identity().id(), false);
            }
        }
        context = start(WebApplicationType.SERVLET, properties);
        context.getBean(AccountDesk.class)
                .add(SOMEBODY, WATCHER, PASSWORD, List.of(Grant.parse("viewer")), false, ZoneOffset.UTC);
    }

    private static ConfigurableApplicationContext start(WebApplicationType web, Map<String, Object> properties) {
        return new SpringApplicationBuilder(SteadfillApplication.class)
                .web(web)
                .lazyInitialization(web == WebApplicationType.NONE)
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", properties)))
                .run();
    }

    /** A table of its own for a job, with {@code rows} items to name. */
    void table(String table, int rows) {
        target.execute(
                "create table " + table + " (id bigint primary key, name varchar(60), code varchar(20))",
                "insert into " + table + " (id, code) select g, 'c' || g from generate_series(1, " + rows + ") g",
                "analyze " + table);
    }

    void job(String name, String database, String table, String rest) {
        Path file = folder.resolve("jobs").resolve(name).resolve("job.yaml");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, """
                    job: %s
                    database: %s
                    table: %s
                    """.formatted(name, database, table) + rest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String launch(String job) {
        return context.getBean(RunDesk.class).launch(SOMEBODY, job, Map.of()).runId();
    }

    void pause(String runId) {
        context.getBean(RunDesk.class).pause(SOMEBODY, runId, "somebody looks", null);
    }

    void resume(String runId) {
        context.getBean(RunDesk.class).resume(SOMEBODY, runId);
    }

    RunState state(String runId) {
        return context.getBean(RunDesk.class).status(SOMEBODY, runId).state();
    }

    String scrape() {
        return context.getBean(PrometheusMeterRegistry.class).scrape();
    }

    int port() {
        return Integer.parseInt(String.valueOf(context.getEnvironment().getProperty("local.server.port")));
    }

    /** What Prometheus is answered. */
    String openMetrics() {
        return get("/actuator/prometheus", "application/openmetrics-text").body();
    }

    HttpResponse<String> get(String path) {
        return get(path, "*/*");
    }

    private HttpResponse<String> get(String path, String accept) {
        String secret = WATCHER + ":" + PASSWORD;
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                            .header("Accept", accept)
                            .header(
                                    "Authorization",
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        target.close();
        control.close();
    }
}
