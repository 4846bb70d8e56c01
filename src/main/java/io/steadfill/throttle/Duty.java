package io.steadfill.throttle;

import java.time.Duration;

/** The share of the time, in percent, that a worker may be busy. Used by several workers, changed while they work. */
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

    /** How long a worker rests after a chunk whose statements took this long; zero at 100 percent. */
    public Duration nap(Duration statementTime) {
        int busy = percent;
        return statementTime.multipliedBy(100L - busy).dividedBy(busy);
    }

    private static int checked(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("a duty of " + percent + " percent");
        }
        return percent;
    }
}
