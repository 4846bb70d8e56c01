package io.steadfill.bench;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** The median of some values with the least and the most of them. */
record Spread(double median, double least, double most) {

    static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** {@code 0.93 [0.90-0.97]}. */
    String asRatio() {
        return String.format(Locale.ROOT, "%.2f [%.2f-%.2f]", median, least, most);
    }

    /** {@code 238 k}. */
    String asThousands() {
        return String.format(Locale.ROOT, "%.0f k", median / 1_000);
    }
}
