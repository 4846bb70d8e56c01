package io.steadfill.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue of meters, the document about them, and whoever asks for them by name. */
class MetersTest {

    private static final Pattern NAME = Pattern.compile("\\bsteadfill_[a-z_]+");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(steadfill_[a-z_]+)` \\| (\\w+) \\| [^|]+ \\| ([^|]*) \\|");

    @Test
    void everyNameInDashboardsAndRulesIsAMeter() throws IOException {
        Set<String> known = Arrays.stream(Meter.values()).map(Meter::prometheus).collect(Collectors.toSet());
        Set<String> asked = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("grafana"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher names = NAME.matcher(GrafanaFiles.text(file));
                while (names.find()) {
                    asked.add(plain(names.group(), known));
                }
            }
        }

        assertThat(asked).hasSizeGreaterThan(15);
        assertThat(known).containsAll(asked);
    }

    @Test
    void theDocumentNamesEveryMeterWithItsKindAndLabels() {
        Map<String, String> documented = new TreeMap<>();
        Matcher rows = ROW.matcher(GrafanaFiles.text(Path.of("src/docs/metrics.md")));
        while (rows.find()) {
            documented.put(rows.group(1), rows.group(2) + " " + rows.group(3).replace("`", ""));
        }

        assertThat(documented)
                .isEqualTo(Arrays.stream(Meter.values())
                        .collect(Collectors.toMap(
                                Meter::prometheus,
                                meter -> meter.kind().name().toLowerCase(Locale.ROOT) + " "
                                        + (meter.labels().isEmpty() ? "none" : String.join(", ", meter.labels())),
                                (one, other) -> one,
                                TreeMap::new)));
    }

    @Test
    void theDocumentSaysWhichAlertsReadAMeter() {
        String document = GrafanaFiles.text(Path.of("src/docs/metrics.md"));
        for (GrafanaFiles.Alert alert : GrafanaFiles.alerts()) {
            Matcher names = NAME.matcher(alert.expression());
            while (names.find()) {
                String meter = plain(
                        names.group(),
                        Arrays.stream(Meter.values()).map(Meter::prometheus).collect(Collectors.toSet()));
                assertThat(document.lines().filter(line -> line.startsWith("| `" + meter + "`")))
                        .as(meter)
                        .singleElement()
                        .asString()
                        .contains("runbooks/" + alert.name() + ".md");
            }
        }
    }

    private static String plain(String name, Set<String> known) {
        return known.contains(name) ? name : name.replaceFirst("_(bucket|count|sum|max)$", "");
    }
}
