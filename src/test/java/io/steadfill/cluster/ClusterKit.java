package io.steadfill.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.SteadfillApplication;
import io.steadfill.access.Operator;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.connection.DatabaseProperties;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.desk.RunDesk;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import io.steadfill.testing.Await;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Nodes over one control database and one target: in this process, or in processes of their own that can be killed. */
final class ClusterKit implements AutoCloseable {

    static final Operator ANN = Operator.ofThisMachine("ann");

    /** Rows of a run that lasts until {@link #ends}, on a quick machine too. */
    static final int ROWS = 60_000;

    /** Limits under which it does: a nap follows what each chunk took, COMMIT included, from a fraction of a millisecond to many on a busy disk. */
    static final String SLOW = "chunk-rows: 2, workers: 2, duty: 3%";

    private static final String OWN = "";
    private static final String ANOTHER = "another-";

    final Path folder;
    final TestDatabase target;
    final TestDatabase control;
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final String controlUrl;
    private final String targetUrl;
    private final String label;
    private boolean controlLost;

    private ClusterKit(
            Path folder, TestDatabase target, TestDatabase control, String targetUrl, String controlUrl, String label) {
        this.folder = folder;
        this.target = target;
        this.control = control;
        this.targetUrl = targetUrl;
        this.controlUrl = controlUrl;
        this.label = label;
    }

    /** Both databases initialised. */
    static ClusterKit on(Path folder, Lane targetLane, Lane controlLane) {
        TestDatabase target = TestDatabase.on(targetLane);
        TestDatabase control = TestDatabase.on(controlLane);
        return new ClusterKit(folder, target, control, target.url(), control.url(), OWN).initialised();
    }

    /** The same with nodes that reach the databases by these URLs, such as a proxy's; closing it ends its nodes only. */
    ClusterKit through(String otherTargetUrl, String otherControlUrl) {
        return new ClusterKit(folder, target, control, otherTargetUrl, otherControlUrl, "through-");
    }

    /** Drops the control database, whoever is at it. Nodes of this process come to an end first. */
    void loseControl() {
        nodes.forEach(ConfigurableApplicationContext::close);
        nodes.clear();
        control.close();
        controlLost = true;
    }

    /** The same target and jobs for nodes of another control database; closing it drops that one only. */
    ClusterKit underNewControl() {
        TestDatabase another = TestDatabase.on(control.lane());
        ClusterKit kit = new ClusterKit(folder, target, another, targetUrl, another.url(), ANOTHER);
        try (Databases databases = new Databases(
                new DatabaseProperties(Map.of(), new DatabaseProperties.Control(another.url(), null, null, null)))) {
            new ControlTables(new Control(databases::control)).init();
        }
        return kit;
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
                .initializers(started ->
                        started.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", all)))
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
        return process(Map.of(), properties);
    }

    /** The same, held to one core. */
    Process pinned(int core, String... properties) {
        return process(List.of("taskset", "-c", String.valueOf(core)), Map.of(), properties);
    }

    /** The same with variables of the environment. */
    Process process(Map<String, String> environment, String... properties) {
        return process(List.of(), environment, properties);
    }

    private Process process(List<String> before, Map<String, String> environment, String... properties) {
        try {
            Path config = folder.resolve(name(processes.size()) + ".yaml");
            write(config, """
                    steadfill:
                      control: { url: "%s" }
                      databases:
                        shop: { url: "%s" }
                    """.formatted(controlUrl, targetUrl));
            List<String> line = new ArrayList<>(before);
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Dsteadfill.log.ours=INFO"));
            Stream.of(properties).map(property -> "-D" + property).forEach(line::add);
            line.addAll(List.of(
                    "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
            line.addAll(List.of("io.steadfill.SteadfillApplication", "serve", "--port=0"));
            line.addAll(List.of("--jobs=" + folder.resolve("jobs"), "--config=" + config));
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            folder.resolve(name(processes.size()) + ".log").toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            processes.add(process);
            Await.until(
                    "a node to show itself",
                    Duration.ofSeconds(120),
                    () -> !names(process).isEmpty() || !process.isAlive());
            assertThat(process.isAlive()).as(log(process)).isTrue();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log(Process process) {
        try {
            return Files.readString(folder.resolve(name(processes.indexOf(process)) + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String name(int process) {
        return "node-" + label + process;
    }

    /** Whether any process of this kit ever took another for dead. */
    boolean tookAnyForDead() {
        return processes.stream().anyMatch(process -> log(process).contains(", which died"));
    }

    private List<String> names(Process process) {
        return control.column(
                String.class, "select node from steadfill_control_node where node like ?", "%:" + process.pid() + ":%");
    }

    /** How many partitions a process' node works, as the control database has it. */
    long partitionsOf(Process process) {
        return control.count(
                "select count(*) from steadfill_control_part_task where picked_by like ?", "%:" + process.pid() + ":%");
    }

    /** The process whose node holds a run's lease. */
    Process coordinator(List<Process> among, String run) {
        Await.until(() -> !owner(run).isEmpty());
        String owner = owner(run);
        return among.stream()
                .filter(node -> owner.contains(":" + node.pid() + ":"))
                .findFirst()
                .orElseThrow();
    }

    /** The node that holds a run's lease; empty when nobody does. */
    String owner(String run) {
        String owner = control.column(String.class, "select owner from steadfill_control_run where run_id = ?", run)
                .get(0);
        return owner == null ? "" : owner;
    }

    /** Waits until another node than this process' holds the run's lease; returns the seconds that it took. */
    double awaitTakeover(Process left, String run) {
        long begun = System.nanoTime();
        Await.until(() -> !owner(run).isEmpty() && !owner(run).contains(":" + left.pid() + ":"));
        return (System.nanoTime() - begun) / 1e9;
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
        Await.until(
                "run " + runId + " to be one of " + wanted,
                limit,
                () -> wanted.contains(desk.status(ANN, runId).state()));
        return desk.status(ANN, runId);
    }

    /** How many rows have a token. */
    long tokens() {
        return target.count("select count(*) from item where tokens <> ''");
    }

    void awaitTokens(long rows) {
        Await.until(rows + " rows with a token", Duration.ofSeconds(120), () -> tokens() >= rows);
    }

    /** Lets the run work as fast as it may, to its end, and counts the tokens of its {@link #ROWS}. */
    void ends(RunDesk desk, String run) {
        desk.tune(ANN, run, Map.of("duty", "100%", "chunk-rows", "500"));
        RunStatus end =
                awaitState(desk, run, Duration.ofMinutes(3), RunState.COMPLETED, RunState.FAILED, RunState.PAUSED);
        assertThat(end.state()).as(end.toString()).isEqualTo(RunState.COMPLETED);
        assertOneTokenEach("item", ROWS);
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
        if (label.equals(OWN)) {
            target.close();
        }
        if (!controlLost && (label.equals(OWN) || label.equals(ANOTHER))) {
            control.close();
        }
    }
}
