package io.steadfill.cluster;

import io.steadfill.cluster.partition.NodeRuns;
import io.steadfill.cluster.task.ControlClock;
import io.steadfill.cluster.task.TaskQueue;
import io.steadfill.control.Control;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.Runs;
import io.steadfill.run.work.Carriage;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * The tasks for runs and those for partitions. Runs wait on threads of their own, never on those of partitions: else as many runs as threads
 * would leave none for their partitions, and nothing would ever move. First of all to stop.
 */
final class Schedulers implements Dispatcher, SmartLifecycle {

    private final Control control;
    private final Carriage carriage;
    private final Runs runs;
    private final NodeRuns nodeRuns;
    private final ControlClock clock;
    private final TaskQueue runTasks;
    private final TaskQueue partitionTasks;
    private volatile boolean running;

    Schedulers(
            Control control,
            Carriage carriage,
            Runs runs,
            NodeRuns nodeRuns,
            ControlClock clock,
            TaskQueue runTasks,
            TaskQueue partitionTasks) {
        this.control = control;
        this.carriage = carriage;
        this.runs = runs;
        this.nodeRuns = nodeRuns;
        this.clock = clock;
        this.runTasks = runTasks;
        this.partitionTasks = partitionTasks;
    }

    @Override
    public void dispatch(String runId) {
        control.inTransaction(() -> {
            // Whoever else says so, and whoever ends the run's task, waits for the run's row, which is locked until the
            // commit.
            carriage.say(runId);
            runTasks.want(runId);
            return true;
        });
    }

    /** Looks for the dead that were not believed. */
    long declined() {
        return runTasks.declined() + partitionTasks.declined();
    }

    @Override
    public void start() {
        control.identity();
        clock.measure();
        partitionTasks.start();
        runTasks.start();
        running = true;
    }

    /** Both at once: a coordinator does not wait for its partitions, and the partitions not for their coordinator. */
    @Override
    public void stop() {
        running = false;
        runTasks.beginToStop();
        runs.stopWorking();
        partitionTasks.beginToStop();
        nodeRuns.stop();
        CompletableFuture<Void> partitions =
                CompletableFuture.runAsync(partitionTasks::stop, new SimpleAsyncTaskExecutor("partitions-stop-"));
        runTasks.stop();
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
}
