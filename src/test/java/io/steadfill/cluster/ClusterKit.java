package io.steadfill.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.SteadfillApplication;
import io.steadfill.access.Operator;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.DatabaseProperties;
import io.steadfill.database.Databases;
import io.steadfill.database.TargetTables;
import io.steadfill.desk.RunDesk;
import io.steadfill.run.RunState;
import io.steadfill.run.RunStatus;
import io.steadfill.testing.Lane;
import io.steadfill.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Nodes over one control database and one target: in this process, or in processes of their own that can be killed. */
final class ClusterKit implements AutoCloseable {

    static final Operator ANN = Operator.ofThisMachine("ann");

    final Path folder;
    final TestDatabase target;
    final TestDatabase control;
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final String controlUrl;
    private final String targetUrl;

    private ClusterKit(Path folder, TestDatabase target, TestDatabase control, String targetUrl, String controlUrl) {
        this.folder = folder;
        this.target = target;
        this.control = control;
        this.targetUrl = targetUrl;
        this.controlUrl = controlUrl;
    }

    /** Both databases initialised. */
    static ClusterKit on(Path folder, Lane targetLane, Lane controlLane) {
        TestDatabase target = TestDatabase.on(targetLane);
        TestDatabase control = TestDatabase.on(controlLane);
        return new ClusterKit(folder, target, control, target.url(), control.url()).initialised();
    }

    /** The same with nodes that reach the databases by these URLs, such as a proxy's. */
    ClusterKit through(String otherTargetUrl, String otherControlUrl) {
        return new ClusterKit(folder, target, control, otherTargetUrl, otherControlUrl);
    }

    private ClusterKit initialised() {
        try (Databases databases = new Databases(new DatabaseProperties(
                Map.of("shop", DatabaseProperties.Named.of(target.url())),
                new DatabaseProperties.Control(control.url(), null, null, null)))) {
            Control made = new Control(databases::control);
            new ControlTables(made).init();
            new TargetTables(databases.named("shop")).init(made.identity().id(), false);
        }
        return this;
    }

    /** A table of so many rows without a token. */
    ClusterKit items(String table, int rows) {
        target.execute("create table " + table + " (id bigint primary key, tokens varchar(200) not null)");
        for (int from = 1; from <= rows; from += 10_000) {
            target.execute(IntStream.range(from, Math.min(rows + 1, from + 10_000))
                    .mapToObj(id -> "(" + id + ", '')")
                    .collect(Collectors.joining(", ", "insert into " + table + " (id, tokens) values ", "")));
        }
        return this;
    }

    /** A job that appends a token to every row and is guarded by nothing but the product. */
    ClusterKit appending(String job, String table, String limits) {
        return job(job, table, """
                once: true
                set: { tokens: "concat(tokens, 'x')" }
                limits: { %s }
                """.formatted(limits));
    }

    ClusterKit job(String job, String table, String rest) {
        write(folder.resolve("jobs").resolve(job).resolve("job.yaml"), """
                job: %s
                database: shop
                table: %s
                """.formatted(job, table) + rest);
        return this;
    }

    /** A node in this process. */
    ConfigurableApplicationContext node(String... properties) {
        Map<String, Object> all = Stream.of(properties)
                .map(property -> property.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> (Object) parts[1]));
        all.putIfAbsent("steadfill.control.url", controlUrl);
        all.putIfAbsent("steadfill.databases.shop.url", targetUrl);
        all.putIfAbsent("steadfill.jobs", folder.resolve("jobs").toString());
        all.putIfAbsent("server.port", "0");
        ConfigurableApplicationContext context = new SpringApplicationBuilder(SteadfillApplication.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.location=classpath:/application.yaml")
                .initializers(started -> started.getEnvironment()
                        .getPropertySources()
                        .addFirst(new org.springframework.core.env.MapPropertySource("test", all)))
                .run();
        nodes.add(context);
        return context;
    }

    /** One that takes words and works nothing. */
    RunDesk desk() {
        return node("steadfill.cluster.threads=0", "steadfill.cluster.run-threads=0")
                .getBean(RunDesk.class);
    }

    /** A node in a process of its own, up when this returns. */
    Process process(String... properties) {
        try {
            Path config = folder.resolve("node-" + processes.size() + ".yaml");
            write(config, """
                    steadfill:
                      control: { url: "%s" }
                      databases:
                        shop: { url: "%s" }
                    """.formatted(controlUrl, targetUrl));
            List<String> line = new ArrayList<>();
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
            Stream.of(properties).map(property -> "-D" + property).forEach(line::add);
            line.addAll(List.of(
                    "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
            line.addAll(List.of("io.steadfill.SteadfillApplication", "serve", "--port=0"));
            line.addAll(List.of("--jobs=" + folder.resolve("jobs"), "--config=" + config));
            long before = live();
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            folder.resolve("node-" + processes.size() + ".log").toFile())
                    .start();
            processes.add(process);
            await(Duration.ofSeconds(60), () -> live() > before || !process.isAlive());
            assertThat(process.isAlive()).as(log(process)).isTrue();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log(Process process) {
        try {
            return Files.readString(folder.resolve("node-" + processes.indexOf(process) + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of a process' node. */
    String name(Process process) {
        return control.column(
                        String.class,
                        "select node from steadfill_control_node where node like ?",
                        "%:" + process.pid() + ":%")
                .get(0);
    }

    private long live() {
        return control.count(
                "select count(*) from steadfill_control_node where heartbeat_at > current_timestamp(6) - interval '4' second");
    }

    static void signal(String name, Process process) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static RunStatus awaitState(RunDesk desk, String runId, Duration limit, RunState... states) {
        List<RunState> wanted = List.of(states);
        await(limit, () -> wanted.contains(desk.status(ANN, runId).state()));
        return desk.status(ANN, runId);
    }

    static void await(Duration limit, BooleanSupplier condition) {
        long until = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("not within " + limit);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Every row has exactly one token: none was lost, none was done twice. */
    void assertOneTokenEach(String table, int rows) {
        assertThat(target.rows("select tokens, count(*) as n from " + table + " group by tokens"))
                .as("tokens of " + table)
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.get("tokens")).isEqualTo("x"));
        assertThat(target.count("select count(*) from " + table)).isEqualTo(rows);
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        processes.forEach(process -> {
            try {
                process.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public void close() {
        nodes.forEach(ConfigurableApplicationContext::close);
        kill();
        target.close();
        control.close();
    }
}
