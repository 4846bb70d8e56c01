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
    private final Map<String, AtomicLong> mismatched = new ConcurrentHashMap<>();

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
        mismatched(event.job()).set(event.rows());
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
        mismatched(result.job()).set(result.mismatched());
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

    private AtomicLong mismatched(String job) {
        return mismatched.computeIfAbsent(job, name -> {
            AtomicLong rows = new AtomicLong();
            Gauge.builder(Meter.VERIFY_MISMATCHED.micrometer(), rows, AtomicLong::get)
                    .description(Meter.VERIFY_MISMATCHED.says())
                    .baseUnit(Meter.VERIFY_MISMATCHED.unit())
                    .tag("job", name)
                    .strongReference(true)
                    .register(registry);
            return rows;
        });
    }
}
