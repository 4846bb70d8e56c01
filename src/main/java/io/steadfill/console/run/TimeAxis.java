package io.steadfill.console.run;

import io.steadfill.console.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The axis from a run's launch to its end, or to now, that all its charts share.
 *
 * @param from the full minute of the launch
 * @param minutes that it is long
 * @param step how many minutes are drawn as one column
 */
record TimeAxis(Instant from, Instant to, long minutes, long step, ZoneId zone) {

    static final double WIDTH = 1000;
    private static final int COLUMNS_MAX = 200;
    private static final int TICKS = 4;

    static TimeAxis of(Instant started, Instant to, ZoneId zone) {
        Instant from = Instant.ofEpochSecond(started.getEpochSecond() / 60 * 60);
        long minutes = Math.max(1, (to.getEpochSecond() - from.getEpochSecond() + 59) / 60);
        return new TimeAxis(from, to, minutes, (minutes + COLUMNS_MAX - 1) / COLUMNS_MAX, zone);
    }

    int columns() {
        return (int) ((minutes + step - 1) / step);
    }

    int column(Instant minute) {
        long since = Math.max(0, (minute.getEpochSecond() - from.getEpochSecond()) / 60);
        return (int) (Math.min(since, minutes - 1) / step);
    }

    double x(double column) {
        return Math.min(WIDTH, WIDTH * step / minutes * column);
    }

    Instant begin(int column) {
        return from.plus(Duration.ofMinutes(column * step));
    }

    public List<String> ticks() {
        List<String> ticks = new ArrayList<>();
        for (int i = 0; i <= TICKS; i++) {
            Instant at = from.plus(Duration.ofSeconds(minutes * 60 * i / TICKS));
            ticks.add((minutes < 2 * TICKS ? Words.second(at, zone) : Words.time(at, to, zone)).shown());
        }
        return ticks;
    }

    static String text(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
