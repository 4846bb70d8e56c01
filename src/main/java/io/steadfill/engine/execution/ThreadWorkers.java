package io.steadfill.engine.execution;

import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.PartitionWorker;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.definition.Limits;
import io.steadfill.engine.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.MDC;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Workers that are threads of this process; when one partition ends badly, the others finish their chunk and stop. */
public final class ThreadWorkers implements Workers {

    @Override
    public PartitionEnd work(Backfill run, List<Partition> partitions, int threads, Runnable everySecond) {
        Queue<Partition> waiting = new ConcurrentLinkedQueue<>(partitions);
        AtomicBoolean halted = new AtomicBoolean();
        Backfill haltable = run.through(new HaltableGate(run.gate(), halted));
        ExecutorService pool = Executors.newFixedThreadPool(
                Math.max(1, Math.min(threads, partitions.size())), new CustomizableThreadFactory("worker-"));
        try {
            List<Future<PartitionEnd>> futures = new ArrayList<>();
            for (int i = 0; i < Math.min(threads, partitions.size()); i++) {
                futures.add(pool.submit(() -> drain(haltable, waiting, halted)));
            }
            PartitionEnd gravest = PartitionEnd.DONE;
            for (Future<PartitionEnd> future : futures) {
                gravest = PartitionEnd.graver(gravest, await(future, everySecond));
            }
            return gravest;
        } finally {
            pool.shutdownNow();
        }
    }

    private static PartitionEnd drain(Backfill run, Queue<Partition> waiting, AtomicBoolean halted) {
        MDC.put("run", run.runId());
        MDC.put("job", run.definition().name());
        try (PartitionWorker worker = new PartitionWorker(run, RandomGenerator.getDefault())) {
            for (Partition next = waiting.poll(); next != null; next = waiting.poll()) {
                MDC.put("partition", next.sweep() + "/" + next.number());
                PartitionEnd end = worker.work(next);
                if (end.how() != PartitionEnd.How.DONE) {
                    halted.set(true);
                    return end;
                }
            }
            return PartitionEnd.DONE;
        } catch (RuntimeException | Error e) {
            halted.set(true);
            throw e;
        } finally {
            MDC.clear();
        }
    }

    private static PartitionEnd await(Future<PartitionEnd> future, Runnable everySecond) {
        while (true) {
            try {
                return future.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                everySecond.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return PartitionEnd.stopped();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
    }

    private record HaltableGate(Gate gate, AtomicBoolean halted) implements Gate {
        @Override
        public Word word() {
            Word word = gate.word();
            return word == Word.GO && halted.get() ? Word.STOP : word;
        }

        @Override
        public Limits limits() {
            return gate.limits();
        }
    }
}
