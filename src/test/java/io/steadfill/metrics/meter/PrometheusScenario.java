package io.steadfill.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.run.life.RunState;
import io.steadfill.testing.Await;
import io.steadfill.throttle.StreamingPair;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus reads a server in which one run is done, one works, one was paused, one has rows in quarantine, one is throttled by a replica
 * and one stands still at somebody's lock; then everything that dashboards and rules ask is asked.
 */
@Tag("slow")
class PrometheusScenario {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Pattern SELECTOR = Pattern.compile("(?:steadfill_[a-z_]+|\\bup)(?:\\{[^}]*})?");

    @TempDir
    static Path folder;

    private static WatchedServer server;
    private static StreamingPair pair;
    private static Connection holder;
    private static Process prometheus;
    private static String address;
    private static long began;

    @BeforeAll
    static void runEverythingThatDashboardsShow() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/prometheus")),
                "SKIPPED, THERE IS NO prometheus: apt-get install -y prometheus");
        pair = new StreamingPair(folder.resolve("pair"));
        server = new WatchedServer(
                folder,
                Map.of(
                        "steadfill.databases.replicated.url",
                        pair.primaryUrl(),
                        // A busy machine must not lose a run's lease.
                        "steadfill.runs.heartbeat",
                        "5s",
                        // Every request is traced: whatever that adds to the answers has to be read, too.
                        "management.tracing.sampling.probability",
                        "1.0"),
                List.of("replicated"));
        prometheus();
        began = System.currentTimeMillis() / 1000;
        Await.until("scraped", SOON, () -> ask("steadfill_build_info").size() > 0);

        named("small", "shop", 300, "");
        // These two last to the end of the test, however quick the machine is.
        named("steady", "shop", 60_000, "limits: { chunk-rows: 10, duty: 5% }\n");
        named("poisoned", "shop", 5_000, "");
        server.target.execute("alter table poisoned add check (id % 1000 <> 0 or name is null)");
        named("stuck", "shop", 5_000, "limits: { chunk-rows: 10, duty: 5% }\n");
        server.job(
                "behind",
                "replicated",
                "behind",
                "where: name is null\n"
                        + "set: { name: \"concat('n', id)\" }\nlimits: { replica-lag: 1s, chunk-rows: 20, duty: 5% }\n");
        pair.onPrimary().execute("create table behind (id bigint primary key, name varchar(60))");
        pair.onPrimary().execute("insert into behind (id) select g from generate_series(1, 200000) g");

        // Due long ago, twice, and never launched by this server; its hours are nearly always open.
        named("nightly", "shop", 10, "schedule: { cron: \"30 1 * * *\", zone: Etc/UTC, open: \"00:00-23:59\" }\n");
        server.control.execute("insert into steadfill_control_slot (job, business_date, due_at, state) values"
                + " ('nightly', '2026-01-01', '2026-01-01T01:30:00Z', 'LAUNCHED'),"
                + " ('nightly', '2026-01-02', '2026-01-02T01:30:00Z', 'LAUNCHED')");

        String small = server.launch("small");
        String steady = server.launch("steady");
        String poisoned = server.launch("poisoned");
        server.launch("stuck");
        // Not before: the preflight would wait for the lock, and no chunk be tried.
        Await.until(
                "stuck has begun",
                SOON,
                () -> server.target.count("select count(*) from stuck where name is not null") > 0);
        holder = server.target.connect();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("lock table stuck in share row exclusive mode");
        }
        server.launch("behind");
        Await.until("steady runs", SOON, () -> server.state(steady) == RunState.RUNNING);
        pair.onStandby().execute("select pg_wal_replay_pause()");
        Await.until("small is done", SOON, () -> server.state(small) == RunState.COMPLETED);
        server.pause(steady);
        Await.until("steady rests", SOON, () -> server.state(steady) == RunState.PAUSED);
        Await.until(
                "Prometheus saw it rest",
                SOON,
                () -> ask("steadfill_active_runs{state=\"PAUSED\"} == 1").size() > 0);
        server.resume(steady);
        Await.until("poison is put aside", SOON, () -> server.state(poisoned) == RunState.QUARANTINED);
        Await.until(
                "behind waits",
                SOON,
                () -> ask("steadfill_throttled{reason=\"replica-lag\"} == 1").size() > 0);
        Await.until(
                "the schedule is seen",
                SOON,
                () -> ask("steadfill_schedule_owed_timestamp_seconds{job=\"nightly\"}")
                                .size()
                        > 0);
        Await.until(
                "stuck stands still",
                SOON,
                () -> ask("steadfill_checkpoint_age_seconds{job=\"stuck\"} > 15")
                                .size()
                        > 0);
    }

    private static void named(String job, String database, int rows, String more) {
        server.table(job, rows);
        server.job(job, database, job, "where: name is null\nset: { name: \"concat('n', id)\" }\n" + more);
    }

    @AfterAll
    static void stop() throws Exception {
        if (prometheus != null) {
            prometheus.destroyForcibly().waitFor();
        }
        if (holder != null) {
            holder.rollback();
            holder.close();
        }
        if (server != null) {
            server.close();
        }
        if (pair != null) {
            pair.close();
        }
    }

    @Test
    void everyPanelAndAnnotationHasASensibleAnswer() {
        List<String> wrong = new ArrayList<>();
        for (GrafanaFiles.Query query : GrafanaFiles.queries()) {
            List<Double> values = overTheTest(query.expression().replace("offset 1h", "offset 1s"));
            boolean sensible = !values.isEmpty() && values.stream().allMatch(value -> isSensible(query, value));
            if (!sensible) {
                wrong.add(query + " -> " + (values.isEmpty() ? "nothing" : new TreeSet<>(values)));
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everySeriesThatARuleReadsIsThereAndEveryRuleIsEvaluated() {
        for (GrafanaFiles.Alert alert : GrafanaFiles.alerts()) {
            Matcher selectors = SELECTOR.matcher(alert.expression());
            while (selectors.find()) {
                String selector = selectors.group().replaceAll("state=\"[A-Z]+\"", "state!=\"\"");
                assertThat(overTheTest(selector))
                        .as(alert.name() + ": " + selector)
                        .isNotEmpty();
            }
        }
        Await.until(
                "rules evaluated",
                SOON,
                () -> api("/api/v1/rules").toString().split("\"health\":\"ok\"", -1).length - 1
                        == GrafanaFiles.alerts().size());
        assertThat(firing())
                .as("nothing pages for what is well or only just began")
                .doesNotContain("SteadfillDown", "TwoOwners");
    }

    @Test
    void whatStandsStillIsToldFromWhatWaits() {
        String stalled = GrafanaFiles.alerts().stream()
                .filter(alert -> alert.name().equals("RunStalled"))
                .findFirst()
                .orElseThrow()
                .expression()
                .replace("> 600", "> 5");

        List<String> jobs = StreamSupport.stream(ask(stalled).spliterator(), false)
                .map(series -> series.path("metric").path("job").asString())
                .toList();

        assertThat(jobs).contains("stuck").doesNotContain("behind", "small", "poisoned");
    }

    @Test
    void figuresAreOfTheRightSize() {
        assertThat(number("max(steadfill_rows_total{job=\"small\",outcome=\"written\"})"))
                .isEqualTo(300);
        assertThat(number("max(steadfill_quarantine_open_rows{job=\"poisoned\"})"))
                .isEqualTo(5);
        assertThat(number("max(steadfill_replica_lag_seconds{datasource=\"replicated\"})"))
                .isBetween(0.5, 600.0);
        assertThat(number("sum(steadfill_chunk_retries_total{job=\"stuck\",reason=\"locked\"})"))
                .isPositive();
        assertThat(number("time() - max(steadfill_last_success_timestamp_seconds{job=\"small\"})"))
                .isBetween(0.0, 900.0);
        assertThat(number("max(steadfill_progress_ratio{job=\"behind\"})")).isBetween(0.0, 0.9999);
    }

    private static boolean isSensible(GrafanaFiles.Query query, double value) {
        if (query.title().contains("Finished")) {
            return Math.abs(value / 1000 - System.currentTimeMillis() / 1e3) < 3600;
        }
        return switch (query.unit()) {
            case "percentunit" -> value >= 0 && value <= 1;
            case "s" -> value >= 0 && value < 100_000;
            case "h" -> value >= 0 && value < 24;
            case "rowsps" -> value >= 0 && value < 5e6;
            case "ops" -> value >= 0 && value < 1e5;
            default -> value >= 0 && value < 1e9;
        };
    }

    /** All finite values from the beginning on, second by second. */
    private static List<Double> overTheTest(String expression) {
        long now = System.currentTimeMillis() / 1000;
        JsonNode answer = api("/api/v1/query_range?start=" + began + "&end=" + now + "&step=1&query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        assertThat(answer.path("status").asString())
                .as(expression + " " + answer)
                .isEqualTo("success");
        List<Double> values = new ArrayList<>();
        for (JsonNode series : answer.path("data").path("result")) {
            for (JsonNode value : series.path("values")) {
                double number = Double.parseDouble(value.path(1).asString().replace("Inf", "Infinity"));
                if (!Double.isNaN(number)) {
                    values.add(number);
                }
            }
        }
        return values;
    }

    private static JsonNode ask(String expression) {
        return api("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("data")
                .path("result");
    }

    private static double number(String expression) {
        JsonNode result = ask(expression);
        assertThat(result.size()).as(expression).isEqualTo(1);
        return Double.parseDouble(result.path(0).path("value").path(1).asString());
    }

    private static List<String> firing() {
        return StreamSupport.stream(
                        api("/api/v1/alerts").path("data").path("alerts").spliterator(), false)
                .filter(alert -> alert.path("state").asString().equals("firing"))
                .map(alert -> alert.path("labels").path("alertname").asString())
                .toList();
    }

    private static JsonNode api(String path) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address + path)).build(),
                            HttpResponse.BodyHandlers.ofString());
            // Until it is ready, Prometheus answers in plain words.
            return answer.body().startsWith("{")
                    ? JsonMapper.shared().readTree(answer.body())
                    : JsonMapper.shared().createObjectNode();
        } catch (IOException e) {
            return JsonMapper.shared().createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void prometheus() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        address = "http://127.0.0.1:" + port;
        Path configuration = folder.resolve("prometheus.yml");
        Files.writeString(
                configuration,
                GrafanaFiles.text(GrafanaFiles.PROMETHEUS.resolve("prometheus.yml"))
                        .replace("15s", "5s")
                        .replace(
                                "- alerts.yml",
                                "- "
                                        + GrafanaFiles.PROMETHEUS
                                                .resolve("alerts.yml")
                                                .toAbsolutePath())
                        .replaceFirst("\\[\"steadfill-1.*]", "[\"127.0.0.1:" + server.port() + "\"]")
                        .replace(
                                "    static_configs",
                                "    basic_auth: { username: " + WatchedServer.WATCHER + ", password: \""
                                        + WatchedServer.PASSWORD + "\" }\n    static_configs"));
        prometheus = new ProcessBuilder(
                        "/usr/bin/prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=error")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }
}
