package io.steadfill.cluster.node;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much this node takes on.
 *
 * @param threads partitions of all runs that it works at once; turned by who knows what the target bears. 0 works none: the node only
 *     coordinates
 * @param runThreads runs that it coordinates at once; such a thread mostly waits. 0 coordinates none
 * @param yieldAfter how long a partition may keep a thread while others wait for one; turned down where many runs share few threads
 */
@ConfigurationProperties("steadfill.cluster")
public record ClusterProperties(
        @DefaultValue("8") int threads,
        @DefaultValue("16") int runThreads,
        @DefaultValue("5m") Duration yieldAfter) {

    /** A target's pool has no more connections. */
    private static final int THREADS_MAX = 32;

    public ClusterProperties {
        if (threads < 0 || threads > THREADS_MAX) {
            throw new IllegalArgumentException("steadfill.cluster.threads must be from 0 to " + THREADS_MAX);
        }
        if (runThreads < 0 || runThreads > 200) {
            throw new IllegalArgumentException("steadfill.cluster.run-threads must be from 0 to 200");
        }
        if (yieldAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("steadfill.cluster.yield-after must be at least 1s");
        }
    }
}
