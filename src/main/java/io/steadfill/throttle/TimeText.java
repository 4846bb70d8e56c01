package io.steadfill.throttle;

import java.time.Duration;
import java.util.Locale;

/** Times as a person reads them. */
final class TimeText {

    private TimeText() {}

    /** Such as {@code 5 s}, {@code 12.3 s} or {@code 4 min}. */
    static String of(Duration time) {
        if (time.compareTo(Duration.ofMinutes(2)) >= 0) {
            return time.toMinutes() + " min";
        }
        double seconds = time.toMillis() / 1000.0;
        return seconds == Math.rint(seconds) ? (long) seconds + " s" : String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
