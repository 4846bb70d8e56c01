package io.steadfill.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.steadfill.run.life.RunState;
import io.steadfill.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server shows to Prometheus, to probes and to a collector of traces. */
class MetricsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern SERIES = Pattern.compile("(?m)^(steadfill_[a-z_]+)(?:\\{([^}]*)})? ");

    @TempDir
    static Path folder;

    private static WatchedServer server;
    private static HttpServer collector;
    private static final Queue<String> TRACES = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            TRACES.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        server = new WatchedServer(
                folder,
                Map.of(
                        "management.opentelemetry.tracing.export.otlp.endpoint",
                        "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces",
                        "management.tracing.sampling.probability",
                        "1.0"));
        server.table("item", 500);
        server.job("names", "shop", "item", "where: name is null\nset: { name: \"concat('n', id)\" }\n");
        String run = server.launch("names");
        Await.until("completed", SOON, () -> server.state(run) == RunState.COMPLETED);
        Await.until(
                "seen completed", SOON, () -> server.scrape().contains("steadfill_last_success_timestamp_seconds{"));
    }

    @AfterAll
    static void stop() {
        server.close();
        collector.stop(0);
    }

    @Test
    void countsRowsAndTimesOfChunksByPhase() {
        String scrape = server.scrape();

        assertThat(value(scrape, "steadfill_rows_total{datasource=\"shop\",job=\"names\",outcome=\"written\"}"))
                .isEqualTo(500);
        assertThat(value(scrape, "steadfill_verify_mismatched_rows{job=\"names\"}"))
                .isZero();
        double chunks = value(
                scrape, "steadfill_chunk_duration_seconds_count{datasource=\"shop\",job=\"names\",phase=\"write\"}");
        assertThat(chunks).isPositive();
        assertThat(value(scrape, "steadfill_chunk_statements_seconds_count{datasource=\"shop\",job=\"names\"}"))
                .isEqualTo(chunks);
        assertThat(value(
                        scrape,
                        "steadfill_chunk_duration_seconds_sum{datasource=\"shop\",job=\"names\",phase=\"write\"}"))
                .isBetween(0.0, 30.0)
                .isPositive();
        assertThat(value(scrape, "steadfill_control_up")).isEqualTo(1);
    }

    @Test
    void everySeriesOfOursIsInTheCatalogueWithItsLabels() {
        Map<String, Meter> known = Arrays.stream(Meter.values())
                .flatMap(meter -> names(meter).stream().map(name -> Map.entry(name, meter)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Matcher series = SERIES.matcher(server.scrape());
        int seen = 0;

        while (series.find()) {
            Meter meter = known.get(series.group(1));
            assertThat(meter).as("a meter of the name " + series.group(1)).isNotNull();
            Set<String> labels = new TreeSet<>();
            if (series.group(2) != null) {
                Matcher label = Pattern.compile("([a-z_]+)=\"").matcher(series.group(2));
                while (label.find()) {
                    labels.add(label.group(1));
                }
                labels.remove("le");
            }
            assertThat(labels).as(series.group()).isEqualTo(new TreeSet<>(meter.labels()));
            seen++;
        }

        assertThat(seen).isGreaterThan(40);
    }

    /** Prometheus 2.42 reads nothing at all of an answer that has an exemplar beside a count. */
    @Test
    void bringsExemplarsOnlyWhereEveryPrometheusReadsThem() {
        server.get("/api/v1/jobs");

        List<String> exemplars = server.openMetrics()
                .lines()
                .filter(line -> line.contains(" # {"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .toList();

        assertThat(exemplars).allSatisfy(name -> assertThat(name).containsPattern("_(total|bucket)$"));
    }

    @Test
    void othersMetersDoNotGrowWithRunsOrPaths() {
        String before = server.scrape();
        for (int i = 0; i < 30; i++) {
            server.get("/api/v1/nothing-" + i);
        }
        String after = server.scrape();

        assertThat(after)
                .doesNotContain("spring_batch_")
                .doesNotContain("spring_security_")
                .doesNotContain("steadfill_chunk_active");
        assertThat(count(after, "http_server_requests_seconds_count"))
                .isLessThanOrEqualTo(count(before, "http_server_requests_seconds_count") + 2);
    }

    @Test
    void probesSayWhetherTheControlAnswersAndNothingElseIsOpen() {
        assertThat(server.get("/actuator/health/readiness").body())
                .contains("UP")
                .doesNotContain("components");
        assertThat(server.get("/actuator/health/liveness").body()).contains("UP");
        for (String closed : List.of("env", "beans", "heapdump", "loggers", "configprops", "metrics", "info")) {
            assertThat(server.get("/actuator/" + closed).statusCode())
                    .as(closed)
                    .isNotEqualTo(200);
        }
    }

    @Test
    void everyChunkIsASpanWhereACollectorIsNamed() {
        Await.until("a span", SOON, () -> TRACES.stream().anyMatch(body -> body.contains("chunk names")));

        assertThat(String.join("", TRACES)).contains("datasource").contains("committed");
    }

    private static List<String> names(Meter meter) {
        String name = meter.prometheus();
        return switch (meter.kind()) {
            case COUNTER, GAUGE -> List.of(name);
            case HISTOGRAM -> List.of(name + "_count", name + "_sum", name + "_max", name + "_bucket");
            case SUMMARY -> List.of(name + "_count", name + "_sum", name + "_max");
        };
    }

    private static double value(String scrape, String series) {
        return scrape.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series + " in\n" + scrape));
    }

    private static long count(String scrape, String name) {
        return scrape.lines().filter(line -> line.startsWith(name)).count();
    }
}
