package io.steadfill.run.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.calendar.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(3).toNanos());
    private final AtomicReference<Instant> database = new AtomicReference<>();

    @Test
    void noChunkBeginsThatMightNotEndBeforeTheEdge() {
        Closing closing = closing();
        for (int late = 0; late < 500; late += 7) {
            database.set(Instant.parse("2026-11-22T04:59:58Z").plusMillis(late));
            closing.look();
            Duration left = Duration.between(database.get(), Instant.parse("2026-11-22T05:00:00Z"));

            assertThat(closing.isWithin(left.minusMillis(1))).isFalse();
            assertThat(closing.isWithin(left)).isTrue();
        }
    }

    @Test
    void theEdgeIsMetAlsoWhileNobodyTellsTheTime() {
        Closing closing = closing();
        database.set(Instant.parse("2026-11-22T04:59:00Z"));
        closing.look();

        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(closing.isWithin(Duration.ofMillis(500))).isFalse();
        nanos.addAndGet(Duration.ofMillis(600).toNanos());
        assertThat(closing.isWithin(Duration.ofMillis(500))).isTrue();
    }

    @Test
    void closedHoursAreWithinAnything() {
        Closing closing = closing();
        database.set(Instant.parse("2026-11-22T05:00:00Z"));
        closing.look();

        assertThat(closing.isWithin(Duration.ZERO)).isTrue();
        assertThat(Closing.never().isWithin(Duration.ofDays(1))).isFalse();
    }

    private Closing closing() {
        Hours hours = new Hours(ZoneId.of("UTC"), LocalTime.of(1, 0), LocalTime.of(5, 0), List.of());
        return new Closing(hours, database::get, nanos::get);
    }
}
