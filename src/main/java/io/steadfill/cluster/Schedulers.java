package io.steadfill.cluster;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.steadfill.control.Control;
import io.steadfill.database.Database.Purpose;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.Runs;
import io.steadfill.run.work.Carriage;
import io.steadfill.run.work.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Two schedulers over two tables. Runs wait on threads of their own, never on those of partitions: else as many runs as threads would leave
 * none for their partitions, and nothing would ever move. First of all to stop.
 */
final class Schedulers implements Dispatcher, ClusterWorkers.Scheduling, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Schedulers.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);
    private static final int MISSED_MAX = 4;

    private final Control control;
    private final Carriage carriage;
    private final Runs runs;
    private final NodeRuns nodeRuns;
    private final ControlClock clock;
    private final NodeName node;
    private final ClusterProperties properties;
    private final Duration heartbeat;
    private final DeadWatch runWatch;
    private final DeadWatch partWatch;
    private final RunCarrier runCarrier;
    private final PartitionCarrier partCarrier;
    private @Nullable Scheduler runScheduler;
    private @Nullable Scheduler partScheduler;
    private volatile boolean running;
    private volatile boolean stopping;

    Schedulers(
            Control control,
            Carriage carriage,
            Runs runs,
            NodeRuns nodeRuns,
            PartTasks tasks,
            ControlClock clock,
            NodeName node,
            Fitness fitness,
            ClusterProperties properties,
            Duration heartbeat) {
        this.control = control;
        this.carriage = carriage;
        this.runs = runs;
        this.nodeRuns = nodeRuns;
        this.clock = clock;
        this.node = node;
        this.properties = properties;
        this.heartbeat = heartbeat;
        this.runWatch = new DeadWatch(heartbeat, System::nanoTime);
        this.partWatch = new DeadWatch(heartbeat, System::nanoTime);
        this.runCarrier = new RunCarrier(
                control,
                runs,
                carriage,
                tasks,
                runWatch,
                clock,
                node,
                fitness,
                () -> stopping,
                () -> runTasks().triggerCheckForDueExecutions());
        this.partCarrier = new PartitionCarrier(
                control, tasks, nodeRuns, partWatch, clock, node, fitness, properties.yieldAfter(), this::wake);
    }

    @Override
    public void dispatch(String runId) {
        control.inTransaction(() -> {
            carriage.say(runId);
            Scheduler scheduler = runTasks();
            TaskInstance<Void> task = new TaskInstance<>(RunCarrier.NAME, runId);
            // Whoever else says so, and whoever ends the run's task, waits for the run's row, which is locked until the
            // commit.
            var known = scheduler.getScheduledExecution(task);
            if (known.isEmpty()) {
                scheduler.scheduleBatch(List.of(task), clock.now());
            } else if (!known.get().isPicked()) {
                bringForward(scheduler, task);
            }
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    scheduler.triggerCheckForDueExecutions();
                }
            });
            return true;
        });
    }

    private void bringForward(Scheduler scheduler, TaskInstance<Void> task) {
        try {
            scheduler.reschedule(task, clock.now());
        } catch (TaskInstanceCurrentlyExecutingException e) {
            // Picked up since it was looked at, by whichever node: it is at work, as it should be.
            LOG.debug("run {} was picked up meanwhile", task.getId(), e);
        }
    }

    @Override
    public void schedule(List<PartId> ids, Instant due) {
        if (!ids.isEmpty()) {
            List<TaskInstance<?>> tasks = ids.stream()
                    .<TaskInstance<?>>map(id -> new TaskInstance<Void>(PartTasks.NAME, id.toString()))
                    .toList();
            partTasks().scheduleBatch(tasks, due);
        }
    }

    @Override
    public void wake() {
        partTasks().triggerCheckForDueExecutions();
    }

    /** Looks for the dead that were not believed. */
    long declined() {
        return runWatch.declined() + partWatch.declined();
    }

    @Override
    public void start() {
        control.identity();
        clock.measure();
        if (properties.threads() > 0) {
            partTasks().start();
        }
        if (properties.runThreads() > 0) {
            runTasks().start();
        }
        running = true;
    }

    /** Both at once: a coordinator does not wait for its partitions, and the partitions not for their coordinator. */
    @Override
    public void stop() {
        running = false;
        stopping = true;
        runs.stopWorking();
        nodeRuns.stop();
        CompletableFuture<Void> partitions = CompletableFuture.runAsync(
                () -> {
                    if (properties.threads() > 0) {
                        partTasks().stop();
                    }
                },
                new SimpleAsyncTaskExecutor("partitions-stop-"));
        if (properties.runThreads() > 0) {
            runTasks().stop();
        }
        partitions.join();
        nodeRuns.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private synchronized Scheduler runTasks() {
        if (runScheduler == null) {
            runScheduler = build(RunCarrier.TABLE, runCarrier.task(), Math.max(1, properties.runThreads()), runWatch);
        }
        return runScheduler;
    }

    private synchronized Scheduler partTasks() {
        if (partScheduler == null) {
            partScheduler = build(PartTasks.TABLE, partCarrier.task(), Math.max(1, properties.threads()), partWatch);
        }
        return partScheduler;
    }

    private Scheduler build(String table, Task<Void> task, int threads, DeadWatch watch) {
        SchedulerBuilder builder = Scheduler.create(
                        new TransactionAwareDataSourceProxy(control.database().dataSource(Purpose.WORK)), task)
                .tableName(table)
                .schedulerName(node::name)
                .clock(clock)
                .threads(threads)
                .pollingInterval(POLL)
                .heartbeatInterval(heartbeat)
                .missedHeartbeatsLimit(MISSED_MAX)
                .shutdownMaxWait(STOP_WITHIN)
                .serializer(new NoData())
                .alwaysPersistTimestampInUTC()
                .failureLogging(LogLevel.OFF, false)
                .addSchedulerListener(watch);
        return switch (control.database().dialect().vendor()) {
            // The upper limit is one exactly: what is picked and waits in the node's own queue has no heartbeat, and
            // would be taken for dead.
            case POSTGRESQL -> builder.pollUsingLockAndFetch(0.5, 1.0).build();
            case MYSQL, MARIADB -> builder.pollUsingFetch(0.5, 1.0).build();
        };
    }

    /** Tasks have no data; all of their identity is in their names, so that releases understand each other's. */
    private static final class NoData implements Serializer {
        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            return null;
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
            return null;
        }
    }
}
