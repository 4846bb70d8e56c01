package io.steadfill.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The alert rules, their pages, and what promtool says of both. */
class AlertsTest {

    @Test
    void everyAlertSaysWhatItIsHowGraveAndWhereToRead() {
        List<String> uids = GrafanaFiles.dashboards().values().stream()
                .map(board -> board.path("uid").asString())
                .toList();

        assertThat(GrafanaFiles.alerts())
                .hasSizeGreaterThan(12)
                .extracting(GrafanaFiles.Alert::name)
                .doesNotHaveDuplicates()
                .contains("SteadfillDown", "RunStalled", "TwoOwners");
        for (GrafanaFiles.Alert alert : GrafanaFiles.alerts()) {
            Map<String, Object> says = alert.annotations();
            assertThat(alert.severity()).as(alert.name()).isIn("page", "ticket");
            assertThat(String.valueOf(says.get("summary"))).as(alert.name()).hasSizeBetween(10, 120);
            assertThat(String.valueOf(says.get("description"))).as(alert.name()).endsWith(".");
            assertThat(String.valueOf(says.get("runbook_url"))).endsWith("/runbooks/" + alert.name() + ".md");
            assertThat(uids)
                    .as(alert.name())
                    .anyMatch(uid -> String.valueOf(says.get("dashboard_url")).endsWith("/d/" + uid));
        }
    }

    @Test
    void everyAlertHasAPageAndEveryPageAnAlert() throws IOException {
        Path folder = Path.of("src/docs/runbooks");
        List<String> pages;
        try (var files = Files.list(folder)) {
            pages = files.map(file -> file.getFileName().toString()).sorted().toList();
        }

        assertThat(pages)
                .containsExactlyInAnyOrderElementsOf(GrafanaFiles.alerts().stream()
                        .map(alert -> alert.name() + ".md")
                        .toList());
        for (GrafanaFiles.Alert alert : GrafanaFiles.alerts()) {
            assertThat(GrafanaFiles.text(folder.resolve(alert.name() + ".md")))
                    .as(alert.name())
                    .startsWith("# " + alert.name() + "\n")
                    .contains("    " + alert.expression() + "\n")
                    .contains(
                            "\n## What it means\n", "\n## What to look at\n", "\n## Commands\n", "\n## When it ends\n");
        }
    }

    @Test
    void everyAlertIsSeenFiringAndQuiet() {
        List<String> tests =
                GrafanaFiles.list(GrafanaFiles.yaml(GrafanaFiles.PROMETHEUS.resolve("alerts_test.yml"))
                                .get("tests"))
                        .stream()
                        .map(test -> String.valueOf(GrafanaFiles.map(test).get("name")))
                        .toList();

        for (GrafanaFiles.Alert alert : GrafanaFiles.alerts()) {
            assertThat(tests).contains(alert.name() + " fires", alert.name() + " is quiet");
        }
    }

    @Test
    void promtoolAcceptsConfigurationRulesAndTheirTests() throws Exception {
        Assumptions.assumeTrue(Promtool.isInstalled(), "SKIPPED, THERE IS NO promtool: apt-get install -y prometheus");

        Promtool.succeeds("check", "config", "prometheus.yml");
        Promtool.succeeds("check", "rules", "alerts.yml");
        Promtool.succeeds("test", "rules", "alerts_test.yml");
    }

    /** Prometheus' own checker. */
    private static final class Promtool {

        static boolean isInstalled() {
            return Files.isExecutable(Path.of("/usr/bin/promtool"));
        }

        static void succeeds(String... words) throws IOException, InterruptedException {
            ProcessBuilder builder = new ProcessBuilder("/usr/bin/promtool").redirectErrorStream(true);
            builder.command().addAll(List.of(words));
            Process process =
                    builder.directory(GrafanaFiles.PROMETHEUS.toFile()).start();
            String says = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(says).isZero();
        }
    }
}
