package io.steadfill.console.run;

import io.steadfill.console.words.Words;
import io.steadfill.run.story.PaceLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast a run went: rows walked a second, over time.
 *
 * @param curve the points of the line, and {@code area} of what is under it
 * @param rules how high the lines are that help to read it, and {@code ruled} what they stand for
 * @param drawn the curve in words
 */
record PaceChart(
        String curve, String area, List<String> rules, String ruled, String peak, String average, String drawn) {

    static final double HEIGHT = 100;
    private static final double HEAD = 6;
    /** A column that has only just begun says nothing yet. */
    private static final Duration TELLS = Duration.ofSeconds(20);

    private static final int RULES_MAX = 3;

    /** Null where there is no curve to draw: a run of a minute is told by its figures. */
    static @Nullable PaceChart of(List<PaceLog.Walked> minutes, Instant started, boolean over, TimeAxis axis) {
        List<Double> rates = rates(minutes, started, over, axis);
        double most = rates.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        if (rates.size() < 2 || most < 1) {
            return null;
        }
        StringBuilder curve = new StringBuilder();
        point(curve, axis.x(0), rates.get(0), most);
        for (int i = 0; i < rates.size(); i++) {
            point(curve, (axis.x(i) + axis.x(i + 1)) / 2, rates.get(i), most);
        }
        double end = axis.x(rates.size());
        point(curve, end, rates.get(rates.size() - 1), most);
        long step = step(most);
        List<String> rules = new ArrayList<>();
        List<String> ruled = new ArrayList<>();
        for (long at = step; at <= most; at += step) {
            rules.add(TimeAxis.text(y((double) at, most)));
            ruled.add(Words.number(at));
        }
        double mean = minutes.stream().mapToLong(PaceLog.Walked::walked).sum()
                / (double) Math.max(1, Duration.between(started, axis.to()).toSeconds());
        String peak = "peak " + Words.number(Math.round(most));
        String average = Words.number(Math.round(mean)) + " on average";
        return new PaceChart(
                curve.toString().strip(),
                "0," + TimeAxis.text(HEIGHT) + curve + " " + TimeAxis.text(end) + "," + TimeAxis.text(HEIGHT),
                rules,
                (rules.size() == 1 ? "line at " : "lines at ") + String.join(", ", ruled),
                peak,
                average,
                "Rows per second over time: " + peak + ", " + average);
    }

    private static List<Double> rates(List<PaceLog.Walked> minutes, Instant started, boolean over, TimeAxis axis) {
        long[] rows = new long[axis.columns()];
        minutes.forEach(one -> rows[axis.column(one.minute())] += one.walked());
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            Instant from = axis.begin(i).isBefore(started) ? started : axis.begin(i);
            Instant to = axis.begin(i + 1).isAfter(axis.to()) ? axis.to() : axis.begin(i + 1);
            Duration lasts = Duration.between(from, to);
            if (i == rows.length - 1 && !over && lasts.compareTo(TELLS) < 0) {
                break;
            }
            rates.add(rows[i] * 1000.0 / Math.max(1000, lasts.toMillis()));
        }
        return rates;
    }

    /** One, two or five of some power of ten, so that there are few lines. */
    private static long step(double most) {
        for (long power = 1; ; power *= 10) {
            for (long step : new long[] {power, 2 * power, 5 * power}) {
                if (most / step <= RULES_MAX) {
                    return step;
                }
            }
        }
    }

    private static void point(StringBuilder curve, double x, double rate, double most) {
        curve.append(' ').append(TimeAxis.text(x)).append(',').append(TimeAxis.text(y(rate, most)));
    }

    private static double y(double rate, double most) {
        return HEIGHT - (HEIGHT - HEAD) * rate / most;
    }
}
