package io.steadfill.metrics.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.steadfill.checkpoint.Counts;
import io.steadfill.chunk.event.ChunkListener.ChunkCommitted;
import io.steadfill.chunk.event.PhaseTimes;
import io.steadfill.database.Failure;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The meters of one job on this node. All that can be known beforehand stand at zero from the beginning, since a rate sees no first step. */
final class JobMeters {

    /** Chunks are meant to take 50 ms; what is ten times longer hurts somebody. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5)
    };

    /** A waiting worker says so four times a second. */
    private static final Duration THROTTLED_FOR = Duration.ofSeconds(2);

    private final MeterRegistry registry;
    private final Tags tags;
    private final LongSupplier nanos;
    private final List<io.micrometer.core.instrument.Meter> registered = new CopyOnWriteArrayList<>();
    private final Map<String, Counter> retries = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> waited = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> waitedLast = new ConcurrentHashMap<>();
    private final Counter written;
    private final Counter unchanged;
    private final Counter skipped;
    private final Counter quarantined;
    private final Counter committed;
    private final Counter rolledBack;
    private final Counter fenced;
    private final Timer read;
    private final Timer transform;
    private final Timer write;
    private final Timer commit;
    private final Timer statements;
    private final DistributionSummary size;
    private volatile long heard;

    JobMeters(MeterRegistry registry, String job, String datasource, LongSupplier nanos) {
        this.registry = registry;
        this.tags = Tags.of("job", job, "datasource", datasource);
        this.nanos = nanos;
        this.heard = nanos.getAsLong();
        this.written = counter(Meter.ROWS, "outcome", "written");
        this.unchanged = counter(Meter.ROWS, "outcome", "unchanged");
        this.skipped = counter(Meter.ROWS, "outcome", "skipped");
        this.quarantined = counter(Meter.ROWS, "outcome", "quarantined");
        this.committed = counter(Meter.INDOUBT_COMMITS, "resolved", "committed");
        this.rolledBack = counter(Meter.INDOUBT_COMMITS, "resolved", "rolled_back");
        this.fenced = counter(Meter.FENCED_WRITES);
        this.read = timer(Meter.CHUNK_DURATION, "phase", "read");
        this.transform = timer(Meter.CHUNK_DURATION, "phase", "transform");
        this.write = timer(Meter.CHUNK_DURATION, "phase", "write");
        this.commit = timer(Meter.CHUNK_DURATION, "phase", "commit");
        this.statements = timer(Meter.CHUNK_STATEMENTS);
        this.size = kept(DistributionSummary.builder(Meter.CHUNK_SIZE.micrometer())
                .description(Meter.CHUNK_SIZE.says())
                .baseUnit(Meter.CHUNK_SIZE.unit())
                .tags(tags)
                .register(registry));
        for (Failure failure : Failure.values()) {
            retry(failure.name().toLowerCase(Locale.ROOT));
        }
    }

    void committed(ChunkCommitted event) {
        heard();
        Counts counts = event.counts();
        written.increment((double) counts.changed());
        quarantined.increment((double) counts.quarantined());
        skipped.increment((double) counts.lost() + counts.locked());
        unchanged.increment((double) Math.max(
                0, counts.walked() - counts.changed() - counts.quarantined() - counts.lost() - counts.locked()));
        PhaseTimes phases = event.phases();
        read.record(phases.read());
        transform.record(phases.transform());
        write.record(phases.write());
        commit.record(phases.commit());
        statements.record(event.statements());
        size.record((double) counts.walked());
    }

    void failed(String reason) {
        heard();
        retry(reason).increment();
    }

    void waiting(Verdict verdict, Duration nap) {
        heard();
        for (Verdict.Reason reason : verdict.reasons()) {
            sum(reason.signal()).addAndGet(nap.toNanos());
            last(reason.signal()).set(nanos.getAsLong());
        }
    }

    void resolved(boolean wasCommitted) {
        heard();
        (wasCommitted ? committed : rolledBack).increment();
    }

    void fenced() {
        heard();
        fenced.increment();
    }

    void heard() {
        heard = nanos.getAsLong();
    }

    /** How long it has been since anything was heard. */
    Duration idle() {
        return Duration.ofNanos(nanos.getAsLong() - heard);
    }

    void remove() {
        registered.forEach(registry::remove);
    }

    private Counter retry(String reason) {
        return retries.computeIfAbsent(reason, word -> counter(Meter.CHUNK_RETRIES, "reason", word));
    }

    private AtomicLong sum(String reason) {
        return waited.computeIfAbsent(reason, word -> {
            AtomicLong sum = new AtomicLong();
            kept(FunctionCounter.builder(Meter.THROTTLE.micrometer(), sum, time -> time.get() / 1e9)
                    .description(Meter.THROTTLE.says())
                    .baseUnit(Meter.THROTTLE.unit())
                    .tags(tags.and("reason", word))
                    .register(registry));
            return sum;
        });
    }

    private AtomicLong last(String reason) {
        return waitedLast.computeIfAbsent(reason, word -> {
            AtomicLong last = new AtomicLong(nanos.getAsLong());
            kept(Gauge.builder(Meter.THROTTLED.micrometer(), last, this::isRecent)
                    .description(Meter.THROTTLED.says())
                    .tags(tags.and("reason", word))
                    .strongReference(true)
                    .register(registry));
            return last;
        });
    }

    private double isRecent(AtomicLong last) {
        return nanos.getAsLong() - last.get() < THROTTLED_FOR.toNanos() ? 1 : 0;
    }

    private Counter counter(Meter meter, String... more) {
        return kept(Counter.builder(meter.micrometer())
                .description(meter.says())
                .tags(tags.and(more))
                .register(registry));
    }

    private Timer timer(Meter meter, String... more) {
        return kept(Timer.builder(meter.micrometer())
                .description(meter.says())
                .serviceLevelObjectives(BUCKETS)
                .tags(tags.and(more))
                .register(registry));
    }

    private <T extends io.micrometer.core.instrument.Meter> T kept(T meter) {
        registered.add(meter);
        return meter;
    }
}
