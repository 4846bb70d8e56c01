package io.steadfill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void looksUntilItHasCome() {
        Await.until(() -> looks.incrementAndGet() == 3);

        assertThat(looks).hasValue(3);
    }

    @Test
    void saysWhatDidNotCome() {
        assertThatThrownBy(() -> Await.until("the milk", Duration.ZERO, () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith(": the milk");
    }

    @Test
    void endsWhenTheTestIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Await.until("the milk", () -> false)).hasMessageStartingWith("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
