package io.steadfill.throttle;

import java.time.Duration;
import java.util.List;

/** The share of the time, in percent, that a worker may be busy, and who proves its work. Used by several workers, changed while they work. */
public final class Duty {

    private volatile int percent;

    /** @param percent 1 to 100 */
    public Duty(int percent) {
        this.percent = checked(percent);
    }

    public int percent() {
        return percent;
    }

    /** @param percent 1 to 100; holds from the next nap on */
    public void tune(int percent) {
        this.percent = checked(percent);
    }

    /** How long to rest after having been busy this long; zero at 100 percent. */
    public Duration nap(Duration busyTime) {
        int busy = percent;
        return busyTime.multipliedBy(100L - busy).dividedBy(busy);
    }

    /** The reason for such a rest. */
    public Verdict verdict() {
        return new Verdict(List.of(new Verdict.Reason("duty", "a worker may be busy " + percent + " % of the time")));
    }

    private static int checked(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("a duty of " + percent + " percent");
        }
        return percent;
    }
}
