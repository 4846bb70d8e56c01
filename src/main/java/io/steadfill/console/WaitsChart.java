package io.steadfill.console;

import io.steadfill.run.story.WaitLog;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where a run's time went: one line for each signal that held it up, over one axis from its launch to its end, or to now. */
record WaitsChart(String zone, List<String> ticks, List<Line> lines) {

    private static final double WIDTH = 1000;
    private static final double HEIGHT = 20;
    private static final double BASE = 23;
    private static final int COLUMNS_MAX = 200;
    private static final int TICKS = 4;

    /** A bar; the higher, the more of its time was lost. */
    record Bar(String x, String y, String width, String height) {}

    /**
     * A signal.
     *
     * @param says what it said last
     * @param drawn the bars in words
     */
    record Line(String signal, String says, String lost, List<Bar> bars, String drawn) {}

    static WaitsChart of(List<WaitLog.Waited> minutes, Instant started, Instant to, ZoneId zone) {
        Instant from = Instant.ofEpochSecond(started.getEpochSecond() / 60 * 60);
        long span = Math.max(1, (to.getEpochSecond() - from.getEpochSecond() + 59) / 60);
        long column = (span + COLUMNS_MAX - 1) / COLUMNS_MAX;
        Map<String, List<WaitLog.Waited>> bySignal = new LinkedHashMap<>();
        minutes.forEach(one ->
                bySignal.computeIfAbsent(one.signal(), key -> new ArrayList<>()).add(one));
        List<Line> lines = new ArrayList<>();
        bySignal.forEach((signal, all) -> lines.add(line(signal, all, from, span, column, zone)));
        List<String> ticks = new ArrayList<>();
        for (int i = 0; i <= TICKS; i++) {
            Instant at = from.plus(Duration.ofSeconds(span * 60 * i / TICKS));
            ticks.add(Words.time(at, to, zone).shown());
        }
        return new WaitsChart(Words.zone(zone), ticks, lines);
    }

    private static Line line(
            String signal, List<WaitLog.Waited> all, Instant from, long span, long column, ZoneId zone) {
        Map<Long, Long> lostByColumn = new LinkedHashMap<>();
        WaitLog.Waited worst = all.get(0);
        for (WaitLog.Waited one : all) {
            long minute = Math.max(0, (one.minute().getEpochSecond() - from.getEpochSecond()) / 60);
            lostByColumn.merge(Math.min(minute, span - 1) / column, one.lostMillis(), Long::sum);
            worst = one.lostMillis() > worst.lostMillis() ? one : worst;
        }
        double width = WIDTH * column / span;
        List<Bar> bars = new ArrayList<>();
        lostByColumn.forEach((at, lost) -> {
            double share = Math.min(1, lost / (column * 60_000.0));
            double height = Math.max(2, HEIGHT * share);
            bars.add(new Bar(
                    text(at * width), text(BASE - height), text(Math.min(width, WIDTH - at * width)), text(height)));
        });
        long lost = all.stream().mapToLong(WaitLog.Waited::lostMillis).sum();
        String sum = Words.span(Duration.ofMillis(lost));
        return new Line(
                signal.replace('-', ' '),
                all.get(all.size() - 1).says(),
                sum,
                bars,
                sum + " lost in " + (all.size() == 1 ? "one minute" : all.size() + " minutes") + ", most of it at "
                        + Words.time(worst.minute(), worst.minute(), zone).shown());
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
