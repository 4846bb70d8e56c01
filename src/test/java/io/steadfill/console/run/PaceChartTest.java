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
        return new Walked(Instant.parse("2026-11-19T01:%02d:00Z".formatted(minute)), rows, 10);
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
            walked.add(new Walked(Instant.parse("2026-11-19T01:30:00Z").plusSeconds(60L * i), 744_000, 200));
        }
        PaceChart chart =
                PaceChart.of(walked, STARTED, true, TimeAxis.of(STARTED, STARTED.plusSeconds(360_000), ZoneOffset.UTC));

        assertThat(chart.curve().split(" ")).hasSizeBetween(100, 210);
        assertThat(chart.ruled()).isEqualTo("lines at 5,000, 10,000");
    }

    private static PaceChart.Chunks chunks(List<Walked> minutes) {
        return PaceChart.chunks(minutes, TimeAxis.of(STARTED, Instant.parse("2026-11-19T01:34:00Z"), ZoneOffset.UTC));
    }

    private static Walked minute(int minute, long rows, long chunks) {
        return new Walked(Instant.parse("2026-11-19T01:%02d:00Z".formatted(minute)), rows, chunks);
    }

    @Test
    void whatAChunkTookOnAverageIsDrawnMinuteByMinute() {
        PaceChart.Chunks chart =
                chunks(List.of(minute(30, 1_000, 4), minute(31, 4_000, 2), minute(32, 6_000, 3), minute(33, 9_000, 9)));

        assertThat(chart.curves()).containsExactly("0.0,35.8 125.0,35.8 375.0,6.0 625.0,6.0 875.0,23.0 1000.0,23.0");
        assertThat(chart.ruled()).isEqualTo("lines at 1,000, 2,000");
        assertThat(chart.drawn())
                .isEqualTo("Rows per chunk over time: at first 250, at last 1,000, peak 2,000, 1,111 on average");
    }

    @Test
    void minutesInWhichNoChunkWasCountedBreakTheLine() {
        PaceChart.Chunks chart = chunks(List.of(minute(30, 1_000, 1), minute(31, 8_000, 0), minute(33, 500, 1)));

        assertThat(chart.curves()).containsExactly("0.0,6.0 125.0,6.0 250.0,6.0", "750.0,23.0 875.0,23.0 1000.0,23.0");
        assertThat(chart.average()).isEqualTo("750 on average");
    }

    @Test
    void aRunWhoseChunksNobodyCountedHasNoCurve() {
        assertThat(chunks(List.of(minute(30, 1_000, 0), minute(31, 8_000, 0)))).isNull();
        assertThat(chunks(List.of(minute(30, 1_000, 3)))).isNull();
    }
}
