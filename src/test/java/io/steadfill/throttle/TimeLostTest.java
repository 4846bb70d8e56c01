package io.steadfill.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeLostTest {

    private final FakeTime time = new FakeTime();
    private final Instant began = time.instant();
    private final ScriptedThrottle signals = new ScriptedThrottle();
    private final TimeLost lost = new TimeLost(signals, time, time);

    @Test
    void countsTheTimeFromTheFirstNoToTheNextGo() {
        askAfter(5);
        signals.waits("replica-lag", "r1 is 9 s behind, limit 5 s");
        lost.verdict();
        askAfter(2);
        signals.goes();
        askAfter(1);
        askAfter(60);

        assertThat(lost.bySignal()).containsExactly(entry("replica-lag", 3));
        assertThat(lost.spells())
                .containsExactly(new TimeLost.Spell(
                        "replica-lag", "r1 is 9 s behind, limit 5 s", began.plusSeconds(5), began.plusSeconds(8)));
    }

    @Test
    void showsASpellThatLasts() {
        signals.waits("lock-waiters", "9 sessions wait");
        lost.verdict();

        assertThat(lost.spells())
                .singleElement()
                .satisfies(spell -> assertThat(spell.until()).isNull());
    }

    @Test
    void doesNotCountAPauseInWhichNobodyAsked() {
        signals.waits("replica-lag", "r1 is behind");
        lost.verdict();
        askAfter(3600);

        assertThat(lost.bySignal()).isEmpty();
    }

    @Test
    void remembersAHundredSpellsAndTheSumOfAll() {
        for (int i = 0; i < 150; i++) {
            signals.waits("replica-lag", "r1 is behind", 1);
            lost.verdict();
            askAfter(1);
        }

        assertThat(lost.spells()).hasSize(100);
        assertThat(lost.bySignal()).containsExactly(entry("replica-lag", 150));
    }

    @Test
    void takesRestsThatAnotherCauseMade() {
        lost.add("duty", Duration.ofMillis(50));
        lost.add("duty", Duration.ofMillis(50));

        assertThat(lost.bySignal()).containsEntry("duty", Duration.ofMillis(100));
    }

    private void askAfter(long seconds) {
        time.passes(seconds);
        lost.verdict();
    }

    private static Map.Entry<String, Duration> entry(String signal, long seconds) {
        return Map.entry(signal, Duration.ofSeconds(seconds));
    }
}
