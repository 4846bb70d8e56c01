package io.steadfill.verify.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RestsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger duty = new AtomicInteger(50);
    private final List<Duration> taken = new ArrayList<>();
    private final Rests rests = new Rests(duty::get, nanos::get, length -> {
        taken.add(length);
        nanos.addAndGet(length.toNanos());
    });

    @Test
    void restsAsLongAsEachReadAskedForAndDoesNotCountTheRest() {
        busy(40);
        busy(40);

        assertThat(taken).containsExactly(Duration.ofMillis(40), Duration.ofMillis(40));
    }

    @Test
    void asksForTheDutyEachTime() {
        busy(30);
        duty.set(25);
        busy(30);
        duty.set(100);
        busy(30);

        assertThat(taken).containsExactly(Duration.ofMillis(30), Duration.ofMillis(90), Duration.ZERO);
    }

    @Test
    void anInterruptEndsTheLookAndIsKept() {
        Rests asleep = Rests.asleep(1, nanos::get);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        Thread.currentThread().interrupt();

        assertThatThrownBy(asleep::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem()).isEqualTo(Problem.NOT_VERIFIED));
        assertThat(Thread.interrupted()).isTrue();
    }

    private void busy(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
        rests.run();
    }
}
