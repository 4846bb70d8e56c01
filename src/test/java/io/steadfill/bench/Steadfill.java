package io.steadfill.bench;

import io.steadfill.definition.Limits;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.batch.EngineKit;
import io.steadfill.engine.batch.JobDefinitions;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;

/** The product as a user runs it, but for the command line: preflight, walk, survey, proof; its control database beside the target. */
final class Steadfill {

    private final TestDatabase target;
    private final TestDatabase control;

    Steadfill(TestDatabase target, TestDatabase control) {
        this.target = target;
        this.control = control;
        try (EngineKit kit = new EngineKit(target.url(), control.url())) {
            kit.init();
        }
    }

    static JobDefinitions set() {
        return JobDefinitions.on(Customers.TABLE)
                .named("set")
                .where("clean is null")
                .set("clean", Customers.CLEAN);
    }

    static JobDefinitions lowerCase() {
        return JobDefinitions.on(Customers.TABLE)
                .named("lower-case")
                .where("clean is null")
                .transform("clean", "case", Map.of("from", "email", "to", "lower"));
    }

    static JobDefinitions e164() {
        return JobDefinitions.on(Customers.TABLE)
                .named("e164")
                .where("clean is null")
                .transform("clean", "e164", Map.of("number", "phone", "region", "country"));
    }

    /** Limits as a job has them that says nothing, but for the sessions that may wait for us. */
    static Limits limits(int lockWaiters) {
        Limits usual = Limits.DEFAULTS;
        return new Limits(
                usual.chunkTime(),
                usual.chunkRowsMax(),
                usual.chunkBytesMax(),
                usual.duty(),
                usual.workers(),
                usual.quarantineShare(),
                usual.replicaLag(),
                lockWaiters);
    }

    /** Limits as a job has them that says nothing, but for its duty, and chunks of at most this many rows. */
    static Limits limits(int duty, int rowsMax, Duration chunkTime) {
        Limits usual = Limits.DEFAULTS;
        return new Limits(
                chunkTime,
                rowsMax,
                usual.chunkBytesMax(),
                duty,
                usual.workers(),
                usual.quarantineShare(),
                usual.replicaLag(),
                usual.lockWaiters());
    }

    Lap run(JobDefinitions job, int workers, long rows) {
        return run(job, workers, rows, new Stopwatch());
    }

    Lap run(JobDefinitions job, int workers, long rows, Stopwatch watch) {
        return run(job, workers, rows, watch, () -> {});
    }

    /** @param ready done when everything is up and the run is about to begin */
    Lap run(JobDefinitions job, int workers, long rows, Stopwatch watch, Runnable ready) {
        try (EngineKit kit =
                new EngineKit(target.url(), control.url()).workers(workers).listener(watch)) {
            // The first look at the target opens its pools, as a server that is up has done.
            kit.target();
            ready.run();
            long begun = System.nanoTime();
            RunEnd end = kit.run(job.definition());
            Duration whole = Duration.ofNanos(System.nanoTime() - begun);
            if (end.how() != RunEnd.How.COMPLETED) {
                throw new IllegalStateException("ended as " + end);
            }
            return new Lap(rows, watch.walk(), whole, watch.spent());
        }
    }
}
