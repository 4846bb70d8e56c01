package io.steadfill.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DutyTest {

    private static final Duration CHUNK = Duration.ofMillis(50);

    @Test
    void restsAsLongAsItWorkedAtHalfDuty() {
        assertThat(new Duty(50).nap(CHUNK)).isEqualTo(CHUNK);
    }

    @Test
    void restsThreeTimesAsLongAtAQuarter() {
        assertThat(new Duty(25).nap(CHUNK)).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void neverRestsAtFullDuty() {
        assertThat(new Duty(100).nap(CHUNK)).isZero();
    }

    @Test
    void saysWhy() {
        assertThat(new Duty(40).verdict().reasons())
                .containsExactly(new Verdict.Reason("duty", "a worker may be busy 40 % of the time"));
    }

    @Test
    void isChangedWhileItIsUsed() {
        Duty duty = new Duty(100);

        duty.tune(50);

        assertThat(duty.nap(CHUNK)).isEqualTo(CHUNK);
        assertThat(duty.percent()).isEqualTo(50);
    }

    @Test
    void refusesWhatIsNoShare() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Duty(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Duty(50).tune(101));
    }
}
