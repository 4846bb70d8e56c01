package io.steadfill.console.run;

import io.steadfill.console.words.Words;
import io.steadfill.run.story.WaitLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a run's time went: one line for each signal that held it up. */
record WaitsChart(List<Line> lines) {

    private static final double HEIGHT = 20;
    private static final double BASE = 23;

    /** A bar; the higher, the more of its time was lost. */
    record Bar(String x, String y, String width, String height) {}

    /**
     * A signal.
     *
     * @param says what it said last
     * @param drawn the bars in words
     */
    record Line(String signal, String says, String lost, List<Bar> bars, String drawn) {}

    static WaitsChart of(List<WaitLog.Waited> minutes, TimeAxis axis) {
        Map<String, List<WaitLog.Waited>> bySignal = new LinkedHashMap<>();
        minutes.forEach(one ->
                bySignal.computeIfAbsent(one.signal(), key -> new ArrayList<>()).add(one));
        List<Line> lines = new ArrayList<>();
        bySignal.forEach((signal, all) -> lines.add(line(signal, all, axis)));
        return new WaitsChart(lines);
    }

    private static Line line(String signal, List<WaitLog.Waited> all, TimeAxis axis) {
        Map<Integer, Long> lostByColumn = new LinkedHashMap<>();
        WaitLog.Waited worst = all.get(0);
        for (WaitLog.Waited one : all) {
            lostByColumn.merge(axis.column(one.minute()), one.lostMillis(), Long::sum);
            worst = one.lostMillis() > worst.lostMillis() ? one : worst;
        }
        List<Bar> bars = new ArrayList<>();
        lostByColumn.forEach((at, lost) -> {
            double share = Math.min(1, lost / (axis.step() * 60_000.0));
            double height = Math.max(2, HEIGHT * share);
            bars.add(new Bar(
                    TimeAxis.text(axis.x(at)),
                    TimeAxis.text(BASE - height),
                    TimeAxis.text(axis.x(at + 1) - axis.x(at)),
                    TimeAxis.text(height)));
        });
        long lost = all.stream().mapToLong(WaitLog.Waited::lostMillis).sum();
        String sum = Words.span(Duration.ofMillis(lost));
        return new Line(
                signal.replace('-', ' '),
                all.get(all.size() - 1).says(),
                sum,
                bars,
                sum + " lost in " + (all.size() == 1 ? "one minute" : all.size() + " minutes") + ", most of it at "
                        + Words.time(worst.minute(), worst.minute(), axis.zone())
                                .shown());
    }
}
