package io.steadfill.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The control database's time on a machine whose own clock is years away from it. */
class ControlClockTest {

    private static final Instant THEN = Instant.parse("2001-02-03T04:05:06Z");

    private final AtomicReference<Instant> database = new AtomicReference<>(THEN);
    private final AtomicLong nanos = new AtomicLong(7);
    private Duration answersIn = Duration.ZERO;
    private final ControlClock clock = new ControlClock(
            () -> {
                nanos.addAndGet(answersIn.toNanos());
                return database.get();
            },
            nanos::get);

    @Test
    void itIsTheDatabasesTimeAndGoesOnByCounting() {
        assertThat(clock.now()).isEqualTo(THEN);

        nanos.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThat(clock.now()).isEqualTo(THEN.plusSeconds(3));
    }

    @Test
    void itFollowsTheDatabase() {
        clock.measure();
        database.set(THEN.minusSeconds(90));
        clock.measure();

        assertThat(clock.now()).isEqualTo(THEN.minusSeconds(90));
    }

    @Test
    void anAnswerThatTookLongChangesNothing() {
        clock.measure();
        database.set(THEN.plusSeconds(90));
        answersIn = Duration.ofSeconds(2);
        clock.measure();

        assertThat(clock.now()).isEqualTo(THEN.plusSeconds(2));
    }

    @Test
    void aFirstAnswerIsBelievedAndItsWayIsHalved() {
        answersIn = Duration.ofSeconds(2);
        clock.measure();

        assertThat(clock.now()).isEqualTo(THEN.plusSeconds(1));
    }
}
