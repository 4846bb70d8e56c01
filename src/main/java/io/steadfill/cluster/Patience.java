package io.steadfill.cluster;

import io.steadfill.control.Away;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;

/** Waits for the control database where it is away. */
final class Patience {

    private static final Duration NAP = Duration.ofMillis(500);
    private static final int LOSSES_MAX = 20;

    private Patience() {}

    /** @param impatient whether to give up at the next failure */
    static <T> T untilAnswered(Supplier<T> question, BooleanSupplier impatient) {
        for (int losses = 0; ; ) {
            try {
                return question.get();
            } catch (PessimisticLockingFailureException e) {
                // Whoever lost a deadlock asks again.
                if (++losses == LOSSES_MAX) {
                    throw e;
                }
                LockSupport.parkNanos(NAP.toNanos() / 10 * losses);
            } catch (RuntimeException e) {
                if (!Away.is(e)
                        || impatient.getAsBoolean()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(NAP.toNanos());
            }
        }
    }
}
