package io.steadfill.console.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.run.story.PaceLog.Walked;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceChartTest {

    private static final Instant STARTED = Instant.parse("2026-11-19T01:30:30Z");

    private static PaceChart drawn(List<Walked> minutes, String to, boolean over) {
        return PaceChart.of(
                minutes, STARTED, over, TimeAxis.of(STARTED, Instant.parse("2026-11-19T" + to + "Z"), ZoneOffset.UTC));
    }

    private static Walked minute(int minute, long rows) {
        return new Walked(Instant.parse("2026-11-19T01:%02d:00Z".formatted(minute)), rows);
    }

    @Test
    void aMinuteThatWasBegunLateCountsOnlyTheSecondsThatItHad() {
        PaceChart chart = drawn(List.of(minute(30, 3_000), minute(31, 6_000)), "01:32:00", true);

        assertThat(chart.peak()).isEqualTo("peak 100");
        assertThat(chart.average()).isEqualTo("100 on average");
        assertThat(chart.curve()).isEqualTo("0.0,6.0 250.0,6.0 750.0,6.0 1000.0,6.0");
    }

    @Test
    void aMinuteWithoutRowsIsDrawnAtTheBottom() {
        PaceChart chart = drawn(List.of(minute(30, 3_000), minute(32, 6_000)), "01:33:00", true);

        assertThat(chart.curve()).contains("500.0,100.0");
    }

    @Test
    void aMinuteThatHasOnlyJustBegunIsNotDrawnYet() {
        List<Walked> walked = List.of(minute(30, 3_000), minute(31, 6_000));

        assertThat(drawn(walked, "01:32:03", false).curve()).endsWith("666.7,6.0");
        assertThat(drawn(walked, "01:32:03", true).curve()).endsWith("1000.0,100.0");
    }

    @Test
    void aRunOfAMinuteIsToldByItsFigures() {
        assertThat(drawn(List.of(minute(30, 3_000)), "01:30:59", true)).isNull();
        assertThat(drawn(List.of(), "01:40:00", true)).isNull();
    }

    @Test
    void aLongRunIsDrawnWithFewPointsAndFewLines() {
        List<Walked> walked = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            walked.add(new Walked(Instant.parse("2026-11-19T01:30:00Z").plusSeconds(60L * i), 744_000));
        }
        PaceChart chart =
                PaceChart.of(walked, STARTED, true, TimeAxis.of(STARTED, STARTED.plusSeconds(360_000), ZoneOffset.UTC));

        assertThat(chart.curve().split(" ")).hasSizeBetween(100, 210);
        assertThat(chart.ruled()).isEqualTo("lines at 5,000, 10,000");
    }
}
