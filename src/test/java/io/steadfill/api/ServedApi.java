package io.steadfill.api;

import io.steadfill.SteadfillApplication;
import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.account.AccountDesk;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.testing.Await;
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
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application as a server, over a target with a table of items and a folder of jobs; and a client of it. */
public final class ServedApi implements AutoCloseable {

    public static final int ROWS = 300;
    static final String PASSWORD = "a password of length";
    static final JsonMapper JSON = JsonMapper.builder().build();

    public final TestDatabase target = TestDatabase.on(Lane.POSTGRESQL);
    public final TestDatabase control;
    public final ConfigurableApplicationContext context;
    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;
    private final Map<String, Object> properties;

    /** An answer, its body as JSON where it is some. */
    public record Answered(int status, HttpResponse<String> http) {

        public JsonNode json() {
            return JSON.readTree(http.body());
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        String text(String... path) {
            JsonNode at = json();
            for (String step : path) {
                at = at.path(step);
            }
            return at.asString("");
        }
    }

    public ServedApi(Path folder) {
        this(folder, Map.of());
    }

    /** @param beans of a test's own */
    public ServedApi(Path folder, Map<String, Object> further, Class<?>... beans) {
        this(Lane.POSTGRESQL, folder, further, beans);
    }

    /** @param lane of the control database */
    public ServedApi(Lane lane, Path folder, Map<String, Object> further, Class<?>... beans) {
        this.folder = folder;
        this.control = TestDatabase.on(lane);
        write("jobs/names/job.yaml", """
                job: names
                database: shop
                table: item
                description: Give every item a name
                where: name is null
                set: { name: "concat('n', id)" }
                """);
        properties = new LinkedHashMap<>(Map.of(
                "server.port",
                0,
                "steadfill.runs.heartbeat",
                "700ms",
                "steadfill.control.url",
                control.url(),
                "steadfill.databases.shop.url",
                target.url(),
                "steadfill.jobs",
                folder.resolve("jobs").toString()));
        properties.putAll(further);
        // The tables first: what begins with the server may look at them at once.
        initialise(properties);
        context = node(beans);
        root = root(context);
        person("ada", true, "admin");
        person("vic", false, "viewer");
        person("ned", false, "operator:names");
        target.execute(
                "create table item (id bigint primary key, name varchar(40), tokens varchar(200) not null default '')",
                "insert into item (id) select g from generate_series(1, " + ROWS + ") g");
    }

    /** One more node over the same databases and jobs; whoever asks for it closes it. */
    public ConfigurableApplicationContext node(Class<?>... beans) {
        return new SpringApplicationBuilder(SteadfillApplication.class)
                .sources(beans)
                .web(WebApplicationType.SERVLET)
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", properties)))
                .run();
    }

    /** Where a node is reached. */
    public static String root(ConfigurableApplicationContext node) {
        return "http://127.0.0.1:" + node.getEnvironment().getProperty("local.server.port");
    }

    private static void initialise(Map<String, Object> properties) {
        try (ConfigurableApplicationContext tables = new SpringApplicationBuilder(SteadfillApplication.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", properties)))
                .run()) {
            tables.getBean(ControlTables.class).init();
            new TargetTables(tables.getBean(Databases.class).named("shop"))
                    .init(tables.getBean(Control.class).identity().id(), false);
        }
    }

    public void person(String name, boolean seesData, String... grants) {
        context.getBean(AccountDesk.class)
                .add(
                        Operator.ofThisMachine("test"),
                        name,
                        PASSWORD,
                        Arrays.stream(grants).map(Grant::parse).toList(),
                        seesData,
                        ZoneOffset.UTC);
    }

    public void write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String root() {
        return root;
    }

    static String basic(String name) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    /** As the admin. */
    public Answered get(String path, String... headers) {
        return send("ada", "GET", path, null, headers);
    }

    /** As the admin; null sends no body. */
    public Answered post(String path, String body, String... headers) {
        return send("ada", "POST", path, body, headers);
    }

    /** As the admin. */
    public Answered patch(String path, String body, String... headers) {
        return send("ada", "PATCH", path, body, headers);
    }

    /** @param who null for nobody */
    Answered send(String who, String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + path)).timeout(Duration.ofSeconds(30));
        if (who != null) {
            request.header("Authorization", basic(who));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            if (!Arrays.asList(headers).contains("Content-Type")) {
                request.header("Content-Type", "application/json");
            }
            request.method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answered(answer.statusCode(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Launches a job and returns the run's id. */
    public String launch(String job) {
        Answered launched = post("/api/v1/jobs/" + job + "/runs", "{}");
        if (launched.status() / 100 != 2) {
            throw new AssertionError(launched.http().body());
        }
        return launched.text("runId");
    }

    public String awaitState(String run, String state) {
        Await.until(
                "run " + run + " to be " + state,
                () -> get("/api/v1/runs/" + run).text("state").equals(state));
        return run;
    }

    @Override
    public void close() {
        context.close();
        target.close();
        control.close();
    }
}
