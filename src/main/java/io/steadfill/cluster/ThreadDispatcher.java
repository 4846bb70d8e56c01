package io.steadfill.cluster;

import io.steadfill.problem.ProblemException;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.Runs;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Works runs on threads of this process. */
final class ThreadDispatcher implements Dispatcher, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadDispatcher.class);

    private final Runs runs;
    private final Set<String> due = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    ThreadDispatcher(Runs runs) {
        this.runs = runs;
        this.threads = Executors.newFixedThreadPool(
                8, new org.springframework.scheduling.concurrent.CustomizableThreadFactory("run-"));
    }

    @Override
    public void dispatch(String runId) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    begin(runId);
                }
            });
        } else {
            begin(runId);
        }
    }

    private void begin(String runId) {
        if (due.add(runId)) {
            threads.execute(() -> work(runId));
        }
    }

    private void work(String runId) {
        try {
            runs.work(runId, "dispatcher", sentence -> LOG.info("{}", sentence));
        } catch (ProblemException e) {
            LOG.info("run {}: {}", runId, e.detail());
        } catch (RuntimeException e) {
            LOG.error("run {} ended badly", runId, e);
        } finally {
            due.remove(runId);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
