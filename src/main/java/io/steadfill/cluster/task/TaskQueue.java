package io.steadfill.cluster.task;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.steadfill.control.Away;
import io.steadfill.control.Control;
import io.steadfill.database.Database.Purpose;
import io.steadfill.run.work.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The tasks of one kind over all nodes: a table of their own, and on each node a scheduler with threads of its own. A task is nothing but a
 * name, so that releases understand each other's; whoever picked it may settle it only while it is still his.
 */
public final class TaskQueue {

    private static final Logger LOG = LoggerFactory.getLogger(TaskQueue.class);

    private static final int LOOKS_MAX = 10;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);
    private static final int MISSED_MAX = 4;

    /**
     * What tasks are of.
     *
     * @param table of the control database
     * @param name of every task in it
     */
    public record Kind(String table, String name) {}

    private final Control control;
    private final ControlClock clock;
    private final NodeName node;
    private final Duration heartbeat;
    private final Kind kind;
    private final int threads;
    private final DeadWatch watch;
    private final Function<TaskQueue, Carrier> carrier;
    private @Nullable Scheduler scheduler;
    private volatile boolean stopping;

    /** @param threads of this node; 0 carries none here, though tasks can be made here */
    public TaskQueue(
            Control control,
            ControlClock clock,
            NodeName node,
            Duration heartbeat,
            Kind kind,
            int threads,
            Function<TaskQueue, Carrier> carrier) {
        this.control = control;
        this.clock = clock;
        this.node = node;
        this.heartbeat = heartbeat;
        this.kind = kind;
        this.threads = threads;
        this.watch = new DeadWatch(heartbeat, System::nanoTime);
        this.carrier = carrier;
    }

    public void start() {
        if (threads > 0) {
            scheduler().start();
        }
    }

    /** From now on tasks are handed back. */
    public void beginToStop() {
        stopping = true;
    }

    public boolean isStopping() {
        return stopping;
    }

    /** Waits for the tasks that are being carried, for a while. */
    public void stop() {
        if (threads > 0) {
            scheduler().stop();
        }
    }

    /** Makes tasks that are not there yet, in the caller's transaction. */
    public void make(List<String> ids, Instant due) {
        if (!ids.isEmpty()) {
            List<TaskInstance<?>> tasks = ids.stream()
                    .<TaskInstance<?>>map(id -> new TaskInstance<Void>(kind.name(), id))
                    .toList();
            scheduler().scheduleBatch(tasks, due);
        }
    }

    /** Makes a task due now, whether it is there or not, in the caller's transaction, which keeps others from saying the same. */
    public void want(String id) {
        TaskInstance<Void> task = new TaskInstance<>(kind.name(), id);
        for (int looks = 1; !isDueOrAtWork(task); looks++) {
            if (looks == LOOKS_MAX) {
                throw new IllegalStateException(kind.name() + " " + id + " changes whenever it is looked at");
            }
        }
        wakeAfterCommit();
    }

    /** Sees to it; false where another node changed the task since it was looked at, most likely by picking it up. */
    private boolean isDueOrAtWork(TaskInstance<Void> task) {
        Optional<ScheduledExecution<Object>> known = scheduler().getScheduledExecution(task);
        if (known.isEmpty()) {
            scheduler().scheduleBatch(List.of(task), clock.now());
            return true;
        }
        if (known.get().isPicked()) {
            return true;
        }
        try {
            scheduler().reschedule(task, clock.now());
            return true;
        } catch (TaskInstanceCurrentlyExecutingException | ExecutionException e) {
            LOG.debug("{} {} was changed meanwhile", kind.name(), task.getId(), e);
            return false;
        }
    }

    /** Has this node look for due tasks at once. */
    public void wake() {
        scheduler().triggerCheckForDueExecutions();
    }

    /** The same, once the caller's transaction is committed. */
    public void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake();
            }
        });
    }

    /** Looks for the dead that were not believed. */
    public long declined() {
        return watch.declined();
    }

    private synchronized Scheduler scheduler() {
        if (scheduler == null) {
            scheduler = build(task(carrier.apply(this)));
        }
        return scheduler;
    }

    private Scheduler build(Task<Void> task) {
        SchedulerBuilder builder = Scheduler.create(
                        new TransactionAwareDataSourceProxy(control.database().dataSource(Purpose.WORK)), task)
                .tableName(kind.table())
                .schedulerName(node::name)
                .clock(clock)
                .threads(Math.max(1, threads))
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

    private Task<Void> task(Carrier carries) {
        return Tasks.custom(kind.name(), Void.class)
                .onDeadExecution((done, operations) -> dead(carries, done, operations))
                .onFailure((done, operations) -> settle(carries.failed(done), done, operations))
                .execute((task, context) -> {
                    CompletionHandler<Void> then = carries.carry(task.getId(), context.getExecution().version);
                    return (done, operations) -> settle(then, done, operations);
                });
    }

    private void settle(CompletionHandler<Void> then, ExecutionComplete done, ExecutionOperations<Void> operations) {
        Away.untilAnswered(
                () -> control.inTransaction(() -> {
                    if (isPickedBy(done.getExecution(), node.name())) {
                        then.complete(done, operations);
                    }
                    return true;
                }),
                () -> stopping);
    }

    private void dead(Carrier carries, ExecutionComplete done, ExecutionOperations<Void> operations) {
        if (!watch.believes()) {
            return;
        }
        Execution execution = done.getExecution();
        String id = execution.taskInstance.getId();
        String dead = String.valueOf(execution.pickedBy);
        boolean taken = control.inTransaction(() -> {
            if (!isPickedBy(execution, dead) || !carries.left(id, dead)) {
                return false;
            }
            operations.reschedule(done, clock.now());
            return true;
        });
        if (taken) {
            LOG.info("{} {} was left by node {}, which died", kind.name(), id, dead);
            wake();
        }
    }

    /** Whether a task is still as it was picked: by that node, under this version. Keeps its row locked in the caller's transaction. */
    private boolean isPickedBy(Execution execution, String who) {
        return control.client()
                .sql("select version from " + kind.table()
                        + " where task_name = :name and task_instance = :instance and picked_by = :node for update")
                .param("name", kind.name())
                .param("instance", execution.taskInstance.getId())
                .param("node", who)
                .query(Long.class)
                .optional()
                .filter(found -> found == execution.version)
                .isPresent();
    }

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
