package io.steadfill.metrics.meter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files under {@code grafana/}, as tests read them. */
final class GrafanaFiles {

    static final Path PROMETHEUS = Path.of("grafana/prometheus");

    /** An alert of the rules. */
    record Alert(String name, String expression, String severity, Map<String, Object> annotations) {}

    /** A panel's or an annotation's question. */
    record Query(String board, String title, String unit, String expression) {
        @Override
        public String toString() {
            return board + ", " + title + ": " + expression;
        }
    }

    private GrafanaFiles() {}

    /** By file name. */
    static Map<String, JsonNode> dashboards() {
        Map<String, JsonNode> boards = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("grafana/dashboards"))) {
            files.forEach(file -> boards.put(
                    file.getFileName().toString(), JsonMapper.shared().readTree(text(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return boards;
    }

    /** All that the dashboards ask, with every variable at its widest. */
    static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        dashboards().forEach((board, json) -> {
            for (JsonNode panel : json.path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    queries.add(new Query(
                            board,
                            panel.path("title").asString(),
                            panel.path("fieldConfig")
                                    .path("defaults")
                                    .path("unit")
                                    .asString(),
                            wide(target.path("expr").asString())));
                }
            }
            for (JsonNode annotation : json.path("annotations").path("list")) {
                if (annotation.has("expr")) {
                    queries.add(new Query(
                            board,
                            "annotation " + annotation.path("name").asString(),
                            "none",
                            wide(annotation.path("expr").asString())));
                }
            }
        });
        return queries;
    }

    private static String wide(String expression) {
        return expression.replace("$job", ".*").replace("$database", ".*");
    }

    static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (Object group : list(yaml(PROMETHEUS.resolve("alerts.yml")).get("groups"))) {
            for (Object rule : list(map(group).get("rules"))) {
                Map<String, Object> one = map(rule);
                alerts.add(new Alert(
                        String.valueOf(one.get("alert")),
                        String.valueOf(one.get("expr")),
                        String.valueOf(map(one.get("labels")).get("severity")),
                        map(one.get("annotations"))));
            }
        }
        return alerts;
    }

    static Map<String, Object> yaml(Path file) {
        return map(new Load(LoadSettings.builder().build()).loadFromString(text(file)));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
