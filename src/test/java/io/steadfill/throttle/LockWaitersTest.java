package io.steadfill.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.vitals.Vitals;
import io.steadfill.definition.Limits;
import io.steadfill.definition.Vendor;
import org.junit.jupiter.api.Test;

class LockWaitersTest {

    private final FakeTime time = new FakeTime();
    private final LockWaiters waiters = new LockWaiters(Vitals.of(Vendor.POSTGRESQL), Limits.DEFAULTS, time);

    @Test
    void holdsAboveTheLimitAndUntilHalfOfItWait() {
        waiters.saw(3);
        assertThat(waiters.verdict().isGo()).isTrue();

        waiters.saw(4);
        assertThat(waiters.verdict().reasons())
                .containsExactly(new Verdict.Reason("lock-waiters", "4 sessions wait for us, limit 3"));

        waiters.saw(2);
        assertThat(waiters.verdict().isGo()).isFalse();

        waiters.saw(1);
        assertThat(waiters.verdict().isGo()).isTrue();
        assertThat(waiters.signals().get(0).says()).isEqualTo("1 session waits for us, limit 3");
    }

    @Test
    void isOffWhereOurRoleMayNotLook() {
        waiters.denied();
        time.passes(60);

        assertThat(waiters.verdict().isGo()).isTrue();
        assertThat(waiters.signals())
                .containsExactly(new SignalStatus(
                        "lock-waiters",
                        SignalStatus.State.OFF,
                        "our role may not see lock waits: grant pg_monitor to the role"));
    }

    @Test
    void holdsWhenNothingCouldBeReadForFifteenSeconds() {
        waiters.saw(0);
        time.passes(16);
        waiters.failed("connection refused");

        assertThat(waiters.verdict().reasons())
                .containsExactly(new Verdict.Reason(
                        "lock-waiters", "lock waits could not be read for 16 s: connection refused"));
    }
}
