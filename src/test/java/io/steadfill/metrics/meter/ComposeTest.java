package io.steadfill.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The compose file and the Dockerfile name only what is there, and no secret. */
class ComposeTest {

    private static final Map<String, Object> COMPOSE = GrafanaFiles.yaml(Path.of("docker-compose.yml"));

    @Test
    void twoNodesTwoTargetsPrometheusAndGrafana() {
        assertThat(services().keySet())
                .containsExactlyInAnyOrder(
                        "postgres", "mysql", "init", "steadfill-1", "steadfill-2", "prometheus", "grafana");
    }

    @Test
    void everyServiceSaysHowItIsAndWaitsForOnesThatExist() {
        services().forEach((name, service) -> {
            assertThat(service).as(name).containsKey("healthcheck");
            if (service.get("depends_on") instanceof Map<?, ?> others) {
                assertThat(services().keySet())
                        .as(name)
                        .containsAll(
                                others.keySet().stream().map(String::valueOf).toList());
            }
        });
        assertThat(services().get("steadfill-1").get("depends_on")).asString().contains("init");
        assertThat(services().get("init").get("depends_on"))
                .asString()
                .contains("postgres")
                .contains("mysql");
    }

    @Test
    void everyPathAndVolumeIsThere() {
        Set<String> volumes = GrafanaFiles.map(COMPOSE.get("volumes")).keySet();
        services().forEach((name, service) -> {
            for (Object volume : GrafanaFiles.list(service.getOrDefault("volumes", List.of()))) {
                String source = String.valueOf(volume).split(":")[0];
                if (source.startsWith("./")) {
                    assertThat(Path.of(source)).as(name).exists();
                } else {
                    assertThat(volumes).as(name).contains(source);
                }
            }
        });
    }

    @Test
    void theNodesSealTheAuditTrailWithOneKeyThatOutlivesThem() {
        for (String node : List.of("steadfill-1", "steadfill-2")) {
            Map<String, Object> service = services().get(node);
            assertThat(service.get("environment")).asString().contains("STEADFILL_AUDIT_KEY_FILE=/steadfill/keys/");
            assertThat(service.get("volumes")).asString().contains("keys:/steadfill/keys");
        }
    }

    @Test
    void onlyThisMachineReachesItAndNoPasswordIsWrittenDown() {
        services().forEach((name, service) -> {
            for (Object port : GrafanaFiles.list(service.getOrDefault("ports", List.of()))) {
                assertThat(String.valueOf(port)).as(name).startsWith("127.0.0.1:");
            }
            if (service.get("environment") instanceof Map<?, ?> environment) {
                environment.forEach((key, value) -> {
                    if (String.valueOf(key).contains("PASSWORD")) {
                        assertThat(String.valueOf(value)).as(name + " " + key).matches("\\$\\{[A-Z_]+:-demo-only}");
                    }
                });
            }
        });
    }

    @Test
    void prometheusReadsBothNodesWhereTheyListen() {
        Map<String, Object> scrape =
                GrafanaFiles.map(GrafanaFiles.list(GrafanaFiles.yaml(GrafanaFiles.PROMETHEUS.resolve("prometheus.yml"))
                                .get("scrape_configs"))
                        .get(0));
        List<String> targets = new ArrayList<>();
        GrafanaFiles.list(scrape.get("static_configs"))
                .forEach(group -> GrafanaFiles.list(GrafanaFiles.map(group).get("targets"))
                        .forEach(target -> targets.add(String.valueOf(target))));
        String port =
                String.valueOf(GrafanaFiles.map(services().get("steadfill-1").get("environment"))
                        .get("MANAGEMENT_SERVER_PORT"));

        assertThat(targets).containsExactly("steadfill-1:" + port, "steadfill-2:" + port);
        assertThat(scrape.get("honor_labels")).isEqualTo(true);
        assertThat(scrape.get("job_name")).isEqualTo("steadfill");
    }

    @Test
    void grafanaFindsItsDashboardsWhereTheyAreMounted() {
        String provider = GrafanaFiles.text(Path.of("grafana/provisioning/dashboards/steadfill.yml"));

        assertThat(GrafanaFiles.list(services().get("grafana").get("volumes")))
                .contains("./grafana/dashboards:/etc/grafana/dashboards:ro");
        assertThat(provider).contains("path: /etc/grafana/dashboards\n");
        assertThat(GrafanaFiles.text(Path.of("grafana/provisioning/datasources/prometheus.yml")))
                .contains("url: http://prometheus:9090");
    }

    @Test
    void theImageCopiesOnlyWhatIsThereAndRunsWithoutRoot() {
        String dockerfile = GrafanaFiles.text(Path.of("Dockerfile"));
        Matcher copies = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$").matcher(dockerfile);
        int seen = 0;
        while (copies.find()) {
            for (String source : copies.group(1).split(" ")) {
                assertThat(Files.exists(Path.of(source))).as(source).isTrue();
                seen++;
            }
        }

        assertThat(seen).isGreaterThanOrEqualTo(5);
        assertThat(dockerfile).contains("\nUSER 10001\n").contains("\nHEALTHCHECK ");
        assertThat(dockerfile.indexOf("USER 10001")).isLessThan(dockerfile.indexOf("ENTRYPOINT"));
    }

    /** With what is merged from the anchor. */
    private static Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        GrafanaFiles.map(COMPOSE.get("services")).forEach((name, service) -> {
            Map<String, Object> merged = new LinkedHashMap<>();
            Object base = GrafanaFiles.map(service).get("<<");
            if (base != null) {
                merged.putAll(GrafanaFiles.map(base));
            }
            merged.putAll(GrafanaFiles.map(service));
            services.put(name, merged);
        });
        return services;
    }
}
