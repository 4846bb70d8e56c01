package io.steadfill.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllOfTest {

    private final ScriptedThrottle lag = new ScriptedThrottle();
    private final ScriptedThrottle locks = new ScriptedThrottle();
    private final AllOf both = new AllOf(List.of(lag, locks));

    @Test
    void goesWhenAllGo() {
        assertThat(both.verdict().isGo()).isTrue();
    }

    @Test
    void namesEverySignalThatHoldsTheRunUp() {
        lag.waits("replica-lag", "r1 is behind");
        locks.waits("lock-waiters", "9 wait");

        assertThat(both.verdict().reasons())
                .extracting(Verdict.Reason::signal)
                .containsExactly("replica-lag", "lock-waiters");
    }

    @Test
    void closesAll() {
        both.close();

        assertThat(lag.isClosed()).isTrue();
        assertThat(locks.isClosed()).isTrue();
    }
}
