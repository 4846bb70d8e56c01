package io.steadfill.run.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.definition.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunableTest {

    @Test
    void eachNameChangesItsLimitAndNoOther() {
        Limits limits = Limits.DEFAULTS;

        assertThat(Tunable.named("chunk-time").apply(limits, "20ms").chunkTime())
                .isEqualTo(Duration.ofMillis(20));
        assertThat(Tunable.named("chunk-rows").apply(limits, "500").chunkRowsMax())
                .isEqualTo(500);
        assertThat(Tunable.named("duty").apply(limits, "50%").duty()).isEqualTo(50);
        assertThat(Tunable.named("replica-lag").apply(limits, "2s").replicaLag())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(Tunable.named("lock-waiters").apply(limits, "0").lockWaiters())
                .isZero();
        assertThat(Tunable.named("replica-lag").apply(limits, "1d").replicaLag())
                .isEqualTo(Duration.ofDays(1));
        assertThat(Tunable.named("quarantine").apply(limits, "2.5%")).isEqualTo(limits.withQuarantineShare(0.025));
        assertThat(Tunable.named("duty").apply(limits, "50"))
                .isEqualTo(new Limits(
                        limits.chunkTime(),
                        limits.chunkRowsMax(),
                        limits.chunkBytesMax(),
                        50,
                        limits.workers(),
                        limits.quarantineShare(),
                        limits.replicaLag(),
                        limits.lockWaiters()));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> Tunable.named("chunk-tme")).hasMessageContaining("did you mean 'chunk-time'?");
        assertThatThrownBy(() -> Tunable.named("zzz")).hasMessageContaining("'replica-lag'");
    }

    @ParameterizedTest
    @CsvSource({
        "chunk-time, 0ms", "chunk-time, 11s", "chunk-time, fast", "chunk-time, 50", "chunk-rows, 0",
                "chunk-rows, 1000001",
        "duty, 0%", "duty, 101%", "duty, half", "replica-lag, 1ms", "lock-waiters, -1", "lock-waiters, 9999999999999",
        "replica-lag, 2d", "quarantine, 101%", "quarantine, 5", "quarantine, -1%"
    })
    void aValueOutsideItsRangeIsRefusedWithWhatToWrite(String name, String value) {
        assertThatThrownBy(() -> Tunable.named(name).apply(Limits.DEFAULTS, value))
                .hasMessageContaining("'" + value + "' is no " + name + ": write a");
    }
}
