package io.steadfill.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.chunk.event.PhaseTimes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForesightTest {

    private final Foresight foresight = new Foresight();

    @Test
    void paysOnlyOnceComputingWasSeenToCostMoreThanReading() {
        assertThat(foresight.pays()).isFalse();

        foresight.learn(chunk(10, 9), false);
        assertThat(foresight.pays()).isFalse();

        foresight.learn(chunk(10, 11), false);
        assertThat(foresight.pays()).isTrue();
    }

    @Test
    void comparesWithOneReadingWhereThereWereTwo() {
        foresight.learn(chunk(20, 11), true);
        assertThat(foresight.pays()).isTrue();

        foresight.learn(chunk(20, 9), true);
        assertThat(foresight.pays()).isFalse();
    }

    private static PhaseTimes chunk(long read, long transform) {
        return new PhaseTimes(
                Duration.ofMillis(read), Duration.ofMillis(transform), Duration.ofMillis(50), Duration.ofMillis(1));
    }
}
