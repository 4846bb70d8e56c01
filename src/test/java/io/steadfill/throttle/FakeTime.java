package io.steadfill.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock and a nanoTime that stand still until told. */
final class FakeTime extends Clock implements LongSupplier {

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private long nanos = Long.MAX_VALUE - 5_000_000_000L;

    void passes(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    void passes(long seconds) {
        passes(Duration.ofSeconds(seconds));
    }

    @Override
    public long getAsLong() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
