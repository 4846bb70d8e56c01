package io.steadfill.cluster;

import io.steadfill.cluster.node.ClusterProperties;
import io.steadfill.cluster.node.Nodes;
import io.steadfill.cluster.node.TargetPulse;
import io.steadfill.cluster.partition.NodeRuns;
import io.steadfill.cluster.task.ControlClock;
import io.steadfill.control.Away;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.file.Jobs;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.work.NodeName;
import io.steadfill.transform.Transforms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** What a node does at regular times: says that it lives, to its control and its targets, hears what operators say to its runs, follows the control database's clock. */
final class NodeBeat implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NodeBeat.class);
    private static final Duration HEAR_EVERY = Duration.ofMillis(400);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(3);
    private static final Duration READ_JOBS_EVERY = Duration.ofSeconds(30);

    private final Nodes nodes;
    private final TargetPulse targets;
    private final NodeRuns nodeRuns;
    private final Schedulers schedulers;
    private final ControlClock clock;
    private final NodeName node;
    private final ClusterProperties properties;
    private final Duration heartbeat;
    private final String version;
    private final Transforms transforms;
    private final Jobs jobs;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "steadfill-node");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Map<String, String> hashes = Map.of();
    private volatile boolean running;

    NodeBeat(
            Nodes nodes,
            TargetPulse targets,
            NodeRuns nodeRuns,
            Schedulers schedulers,
            ControlClock clock,
            NodeName node,
            ClusterProperties properties,
            Duration heartbeat,
            String version,
            Transforms transforms,
            Jobs jobs) {
        this.nodes = nodes;
        this.targets = targets;
        this.nodeRuns = nodeRuns;
        this.schedulers = schedulers;
        this.clock = clock;
        this.node = node;
        this.properties = properties;
        this.heartbeat = heartbeat;
        this.version = version;
        this.transforms = transforms;
        this.jobs = jobs;
    }

    @Override
    public void start() {
        readJobs();
        beat();
        every(heartbeat, this::beat);
        every(HEAR_EVERY, nodeRuns::look);
        every(MEASURE_EVERY, clock::measure);
        every(READ_JOBS_EVERY, this::readJobs);
        // Targets may take their time to answer, or not: the start does not wait for them.
        every(Duration.ZERO, TargetPulse.EVERY, targets::beat);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        threads.shutdownNow();
        guarded(() -> {
            nodeRuns.tell();
            nodes.leave(node.name());
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the schedulers, and after them down: a node that works is one that says so. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }

    private void every(Duration period, Runnable step) {
        every(period, period, step);
    }

    // Each step catches whatever it meets, so the futures have nothing to tell.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void every(Duration first, Duration period, Runnable step) {
        threads.scheduleWithFixedDelay(() -> guarded(step), first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (Away.is(e)) {
                LOG.debug("the control database cannot be asked", e);
            } else {
                LOG.error("a regular duty of this node failed", e);
            }
        }
    }

    private void beat() {
        nodes.beat(new Nodes.Node(
                node.name(),
                version,
                Instant.EPOCH,
                Duration.ZERO,
                true,
                properties.runThreads(),
                properties.threads(),
                nodeRuns.runs(),
                nodeRuns.partitions(),
                schedulers.declined(),
                List.copyOf(new TreeSet<>(transforms.names())),
                hashes,
                List.of()));
        nodeRuns.tell();
    }

    private void readJobs() {
        Map<String, String> read = new TreeMap<>();
        try {
            jobs.names().forEach(name -> read.put(name, hash(name)));
        } catch (ProblemException e) {
            LOG.warn("{}", e.detail());
        }
        hashes = read;
    }

    private String hash(String name) {
        try {
            JobFile file = jobs.load(name);
            return file.definition().hash();
        } catch (ProblemException e) {
            return "";
        }
    }
}
