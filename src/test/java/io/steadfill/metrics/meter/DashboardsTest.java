package io.steadfill.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The dashboards' shape, as Grafana's published types want it. */
class DashboardsTest {

    private static final Set<String> PANELS =
            Set.of("row", "stat", "gauge", "timeseries", "table", "state-timeline", "bargauge");

    @Test
    void thereAreThreeWithNamesOfTheirOwn() {
        assertThat(GrafanaFiles.dashboards().keySet()).containsExactly("database.json", "fleet.json", "run.json");
        assertThat(GrafanaFiles.dashboards().values())
                .extracting(board -> board.path("uid").asString())
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.startsWith("steadfill-"));
    }

    @Test
    void eachChoosesPrometheusDatabaseAndJobAndMarksWhatHappened() {
        GrafanaFiles.dashboards().forEach((name, board) -> {
            assertThat(board.path("schemaVersion").asInt()).as(name).isGreaterThanOrEqualTo(39);
            assertThat(texts(board.path("templating").path("list"), "name"))
                    .as(name)
                    .containsExactly("datasource", "database", "job");
            assertThat(texts(board.path("annotations").path("list"), "name"))
                    .as(name)
                    .contains("Launched", "Paused", "Finished");
            assertThat(board.path("title").asString()).startsWith("Steadfill / ");
        });
    }

    @Test
    void everyPanelHasItsPlaceItsSourceAndASentence() {
        GrafanaFiles.dashboards().forEach((name, board) -> {
            Set<Integer> ids = new HashSet<>();
            List<int[]> places = new ArrayList<>();
            for (JsonNode panel : board.path("panels")) {
                String title = name + ", " + panel.path("title").asString();
                assertThat(ids.add(panel.path("id").asInt()))
                        .as("a number of its own: " + title)
                        .isTrue();
                assertThat(PANELS).as(title).contains(panel.path("type").asString());
                JsonNode at = panel.path("gridPos");
                int[] place = {
                    at.path("x").asInt(),
                    at.path("y").asInt(),
                    at.path("w").asInt(),
                    at.path("h").asInt()
                };
                assertThat(place[0] + place[2]).as("width of " + title).isBetween(1, 24);
                assertThat(place[3]).as("height of " + title).isPositive();
                assertThat(places).as(title + " covers no other").noneMatch(other -> overlap(place, other));
                places.add(place);
                if (!panel.path("type").asString().equals("row")) {
                    assertThat(panel.path("description").asString()).as(title).isNotBlank();
                    assertThat(panel.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
                    assertThat(panel.path("targets").size()).as(title).isPositive();
                    assertThat(texts(panel.path("targets"), "refId")).doesNotHaveDuplicates();
                }
            }
        });
    }

    @Test
    void everyLinkLeadsToADashboard() {
        List<String> uids = GrafanaFiles.dashboards().values().stream()
                .map(board -> board.path("uid").asString())
                .toList();
        GrafanaFiles.dashboards()
                .values()
                .forEach(board -> assertThat(texts(board.path("links"), "url"))
                        .isNotEmpty()
                        .allMatch(url -> uids.stream().anyMatch(uid -> url.startsWith("/d/" + uid + "?"))));
    }

    private static boolean overlap(int[] one, int[] other) {
        return one[0] < other[0] + other[2]
                && other[0] < one[0] + one[2]
                && one[1] < other[1] + other[3]
                && other[1] < one[1] + one[3];
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(one -> one.path(field).asString())
                .toList();
    }
}
