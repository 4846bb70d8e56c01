package io.steadfill.verify.walk;

import io.steadfill.problem.Problem;
import io.steadfill.throttle.Duty;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What happens between two short reads: whoever looks at a large table rests as long as the job's duty asks, like a worker between its
 * chunks. One thread's.
 */
public final class Rests implements Runnable {

    private final IntSupplier duty;
    private final LongSupplier nanos;
    private final Consumer<Duration> rest;
    private long busySince;

    /**
     * The time from now on is busy.
     *
     * @param duty in percent, asked before each rest
     * @param nanos a {@link System#nanoTime}
     * @param rest takes a rest of this length, also one of none; may throw to end the looking
     */
    public Rests(IntSupplier duty, LongSupplier nanos, Consumer<Duration> rest) {
        this.duty = duty;
        this.nanos = nanos;
        this.rest = rest;
        this.busySince = nanos.getAsLong();
    }

    /** For a look that nothing but an interrupt ends. */
    public static Rests asleep(int duty, LongSupplier nanos) {
        return new Rests(() -> duty, nanos, Rests::sleep);
    }

    @Override
    public void run() {
        rest.accept(new Duty(duty.getAsInt()).nap(Duration.ofNanos(nanos.getAsLong() - busySince)));
        busySince = nanos.getAsLong();
    }

    /** @throws io.steadfill.problem.ProblemException NOT_VERIFIED when it is interrupted, which stays noted */
    static void sleep(Duration length) {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.NOT_VERIFIED.says("the proof was interrupted; verify again", e);
        }
    }
}
