package io.steadfill.metrics.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.run.proof.Verified;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.context.event.EventListener;

/** Counts what happens to the chunks that this node works. A job's meters go a while after it was heard of last, so that its last steps are still read. */
final class ChunkMeters implements ChunkListener {

    private static final Duration KEPT = Duration.ofMinutes(15);

    private final MeterRegistry registry;
    private final LongSupplier nanos;
    private final Counter leaseLost;
    private final Counter takeovers;
    private final Map<String, JobMeters> jobs = new ConcurrentHashMap<>();
    private final Map<String, JobMeters> runs = new ConcurrentHashMap<>();
    private final Map<String, LastProof> proofs = new ConcurrentHashMap<>();

    ChunkMeters(MeterRegistry registry, LongSupplier nanos) {
        this.registry = registry;
        this.nanos = nanos;
        this.takeovers = Counter.builder(Meter.TAKEOVERS.micrometer())
                .description(Meter.TAKEOVERS.says())
                .register(registry);
        this.leaseLost = Counter.builder(Meter.LEASE_LOST.micrometer())
                .description(Meter.LEASE_LOST.says())
                .register(registry);
    }

    @Override
    public void taken(PartitionTaken event) {
        JobMeters meters =
                jobs.computeIfAbsent(event.job(), job -> new JobMeters(registry, job, event.database(), nanos));
        meters.heard();
        runs.put(event.runId(), meters);
    }

    @Override
    public void left(PartitionLeft event) {
        if (event.end().how() == PartitionEnd.How.FENCED) {
            with(event.runId(), JobMeters::fenced);
        }
    }

    @Override
    public void committed(ChunkCommitted event) {
        with(event.runId(), meters -> meters.committed(event));
    }

    @Override
    public void failed(ChunkFailed event) {
        with(event.runId(), meters -> meters.failed(event.reason()));
    }

    @Override
    public void waiting(String runId, Verdict verdict, Duration nap) {
        with(runId, meters -> meters.waiting(verdict, nap));
    }

    @Override
    public void resolved(CommitResolved event) {
        with(event.runId(), meters -> meters.resolved(event.committed()));
    }

    @Override
    public void proved(Proved event) {
        lastProof(event.job()).found(event.rows());
    }

    @Override
    public void leaseLost(String runId) {
        leaseLost.increment();
    }

    @Override
    public void takenOver(String runId) {
        takeovers.increment();
    }

    /** An operator had a job's data looked at. */
    @EventListener
    public void verified(Verified result) {
        lastProof(result.job()).found(result.mismatched());
    }

    /** Forgets the meters of jobs that are over. */
    void forgetAllBut(Set<String> active) {
        jobs.forEach((job, meters) -> {
            if (!active.contains(job) && meters.idle().compareTo(KEPT) > 0) {
                jobs.remove(job);
                runs.values().removeIf(meters::equals);
                meters.remove();
            }
        });
    }

    private void with(String runId, Consumer<JobMeters> step) {
        JobMeters meters = runs.get(runId);
        if (meters != null) {
            step.accept(meters);
        }
    }

    private LastProof lastProof(String job) {
        return proofs.computeIfAbsent(job, name -> new LastProof(registry, name));
    }

    /** What this node found when it last looked at a job's data, and when; of several nodes the last one is right. */
    private static final class LastProof {

        private final MeterRegistry registry;
        private final AtomicLong mismatched = new AtomicLong();
        private final AtomicLong millis = new AtomicLong();

        LastProof(MeterRegistry registry, String job) {
            this.registry = registry;
            gauge(Meter.VERIFY_MISMATCHED, job, mismatched::get);
            gauge(Meter.VERIFIED, job, () -> millis.get() / 1000.0);
        }

        void found(long rows) {
            millis.set(registry.config().clock().wallTime());
            mismatched.set(rows);
        }

        private void gauge(Meter meter, String job, Supplier<Number> value) {
            Gauge.builder(meter.micrometer(), value)
                    .description(meter.says())
                    .baseUnit(meter.unit())
                    .tag("job", job)
                    .strongReference(true)
                    .register(registry);
        }
    }
}
