package io.steadfill.console.run;

import io.steadfill.console.words.Words;
import io.steadfill.run.story.PaceLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How fast a run went, over time: rows walked a second, and how many a chunk took.
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

    /**
     * How many rows a chunk took.
     *
     * @param curves the points of the line, which is broken where no chunk was counted
     * @param drawn the curve in words
     */
    record Chunks(List<String> curves, List<String> rules, String ruled, String peak, String average, String drawn) {

        static final double HEIGHT = 40;
    }

    /** Null where there is no curve to draw: a run of a minute is told by its figures. */
    static @Nullable PaceChart of(List<PaceLog.Walked> minutes, Instant started, boolean over, TimeAxis axis) {
        List<Double> rates = rates(minutes, started, over, axis);
        double most = rates.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        if (rates.size() < 2 || most < 1) {
            return null;
        }
        StringBuilder curve = new StringBuilder();
        Scale scale = new Scale(HEIGHT, most);
        scale.point(curve, axis.x(0), rates.get(0));
        for (int i = 0; i < rates.size(); i++) {
            scale.point(curve, (axis.x(i) + axis.x(i + 1)) / 2, rates.get(i));
        }
        double end = axis.x(rates.size());
        scale.point(curve, end, rates.get(rates.size() - 1));
        double mean = minutes.stream().mapToLong(PaceLog.Walked::walked).sum()
                / (double) Math.max(1, Duration.between(started, axis.to()).toSeconds());
        String peak = "peak " + Words.number(Math.round(most));
        String average = Words.number(Math.round(mean)) + " on average";
        return new PaceChart(
                curve.toString().strip(),
                "0," + TimeAxis.text(HEIGHT) + curve + " " + TimeAxis.text(end) + "," + TimeAxis.text(HEIGHT),
                scale.rules(),
                scale.ruled(),
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

    /** Null where there is no curve to draw: too short a run, or one whose chunks were not counted. */
    static @Nullable Chunks chunks(List<PaceLog.Walked> minutes, TimeAxis axis) {
        long[] rows = new long[axis.columns()];
        long[] chunks = new long[axis.columns()];
        for (PaceLog.Walked one : minutes) {
            if (one.chunks() > 0) {
                rows[axis.column(one.minute())] += one.walked();
                chunks[axis.column(one.minute())] += one.chunks();
            }
        }
        List<Integer> known = IntStream.range(0, rows.length)
                .filter(i -> chunks[i] > 0)
                .boxed()
                .toList();
        if (known.size() < 2) {
            return null;
        }
        double[] means = new double[rows.length];
        known.forEach(i -> means[i] = rows[i] / (double) chunks[i]);
        Scale scale =
                new Scale(Chunks.HEIGHT, Math.max(1, Arrays.stream(means).max().orElse(1)));
        String peak = "peak " + mean(scale.most());
        String average =
                mean(Arrays.stream(rows).sum() / (double) Arrays.stream(chunks).sum()) + " on average";
        return new Chunks(
                curves(means, known, axis, scale),
                scale.rules(),
                scale.ruled(),
                peak,
                average,
                "Rows per chunk over time: at first " + mean(means[known.get(0)]) + ", at last "
                        + mean(means[known.get(known.size() - 1)]) + ", " + peak + ", " + average);
    }

    private static List<String> curves(double[] means, List<Integer> known, TimeAxis axis, Scale scale) {
        List<String> curves = new ArrayList<>();
        StringBuilder curve = new StringBuilder();
        for (int i : known) {
            if (!known.contains(i - 1)) {
                scale.point(curve, axis.x(i), means[i]);
            }
            scale.point(curve, (axis.x(i) + axis.x(i + 1)) / 2, means[i]);
            if (!known.contains(i + 1)) {
                scale.point(curve, axis.x(i + 1), means[i]);
                curves.add(curve.toString().strip());
                curve.setLength(0);
            }
        }
        return curves;
    }

    private static String mean(double rows) {
        return Words.number(Math.max(1, Math.round(rows)));
    }

    /** From nothing at the bottom to the most, a little below the top. */
    private record Scale(double height, double most) {

        void point(StringBuilder curve, double x, double value) {
            curve.append(' ').append(TimeAxis.text(x)).append(',').append(TimeAxis.text(y(value)));
        }

        private double y(double value) {
            return height - (height - HEAD) * value / most;
        }

        private List<Long> steps() {
            long step = step();
            return LongStream.iterate(step, at -> at <= most, at -> at + step)
                    .boxed()
                    .toList();
        }

        List<String> rules() {
            return steps().stream().map(at -> TimeAxis.text(y(at))).toList();
        }

        String ruled() {
            return (steps().size() == 1 ? "line at " : "lines at ")
                    + steps().stream().map(Words::number).collect(Collectors.joining(", "));
        }

        /** One, two or five of some power of ten, so that there are few lines. */
        private long step() {
            for (long power = 1; ; power *= 10) {
                for (long step : new long[] {power, 2 * power, 5 * power}) {
                    if (most / step <= RULES_MAX) {
                        return step;
                    }
                }
            }
        }
    }
}
