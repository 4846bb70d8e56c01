package io.steadfill.cluster.node;

import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The processes that serve one control database, as each told of itself last. */
public final class Nodes {

    private static final Duration FORGET_AFTER = Duration.ofDays(1);

    private final Control control;
    private final Duration deadAfter;

    /**
     * A node.
     *
     * @param version of the release it runs
     * @param heartbeatAge since it last said that it lives, by the control database's clock
     * @param alive whether that is recent
     * @param runThreads runs that it may coordinate at once
     * @param threads partitions that it may work at once
     * @param runs being worked by it
     * @param partitions being worked by it
     * @param declined looks for the dead that it did not believe, since its start
     * @param transforms names, sorted
     * @param jobs of its folder, name to hash of the definition; a hash is empty where the file is not valid
     * @param differing jobs that it lacks or has in another form than some other live node
     */
    public record Node(
            String name,
            String version,
            Instant started,
            Duration heartbeatAge,
            boolean alive,
            int runThreads,
            int threads,
            int runs,
            int partitions,
            long declined,
            List<String> transforms,
            Map<String, String> jobs,
            List<String> differing) {}

    Nodes(Control control, Duration deadAfter) {
        this.control = control;
        this.deadAfter = deadAfter;
    }

    /** Those that live, and those that were not seen off in the last day, by name. */
    public List<Node> list() {
        List<Node> all = control.client()
                .sql("""
                select n.*, current_timestamp(6) as now_at from steadfill_control_node n order by node
                """)
                .query((row, i) -> {
                    Duration age = Duration.between(
                            row.getTimestamp("heartbeat_at").toInstant(),
                            row.getTimestamp("now_at").toInstant());
                    return new Node(
                            row.getString("node"),
                            row.getString("version"),
                            row.getTimestamp("started_at").toInstant(),
                            age,
                            age.compareTo(deadAfter) < 0,
                            row.getInt("run_threads"),
                            row.getInt("threads"),
                            row.getInt("runs"),
                            row.getInt("partitions"),
                            row.getLong("declined"),
                            List.of(row.getString("transforms").split(",", -1)),
                            jobs(row.getString("jobs")),
                            List.of());
                })
                .list();
        return differing(all);
    }

    /** Says that a node lives; its row is made where it is missing. */
    public void beat(Node node) {
        if (update(node) == 0) {
            control.leases()
                    .sql("insert into steadfill_control_node (node, version, run_threads, threads, runs, partitions,"
                            + " declined, transforms, jobs) values (:node, :version, :runThreads, :threads, 0, 0, 0,"
                            + " :transforms, :jobs)")
                    .param("node", node.name())
                    .param("version", node.version())
                    .param("runThreads", node.runThreads())
                    .param("threads", node.threads())
                    .param("transforms", String.join(",", node.transforms()))
                    .param("jobs", JsonMapper.shared().writeValueAsString(node.jobs()))
                    .update();
            forgetOld();
        }
    }

    /** A node goes down in order. */
    public void leave(String node) {
        control.leases()
                .sql("delete from steadfill_control_node where node = :node")
                .param("node", node)
                .update();
    }

    private int update(Node node) {
        return control.leases()
                .sql("update steadfill_control_node set heartbeat_at = current_timestamp(6), runs = :runs,"
                        + " partitions = :partitions, declined = :declined, jobs = :jobs where node = :node")
                .param("runs", node.runs())
                .param("partitions", node.partitions())
                .param("declined", node.declined())
                .param("jobs", JsonMapper.shared().writeValueAsString(node.jobs()))
                .param("node", node.name())
                .update();
    }

    private void forgetOld() {
        control.leases()
                .sql("delete from steadfill_control_node where heartbeat_at < current_timestamp(6) - "
                        + Sql.interval(FORGET_AFTER))
                .update();
    }

    private static Map<String, String> jobs(String text) {
        Map<String, String> jobs = new TreeMap<>();
        JsonMapper.shared()
                .readTree(text)
                .properties()
                .forEach(entry -> jobs.put(entry.getKey(), entry.getValue().asString("")));
        return jobs;
    }

    private static List<Node> differing(List<Node> all) {
        TreeSet<String> names = new TreeSet<>();
        List<Node> live = all.stream().filter(Node::alive).toList();
        live.forEach(node -> names.addAll(node.jobs().keySet()));
        names.removeIf(
                name -> live.stream().map(node -> hash(node, name)).distinct().count() <= 1);
        List<Node> shown = new ArrayList<>();
        for (Node node : all) {
            shown.add(new Node(
                    node.name(),
                    node.version(),
                    node.started(),
                    node.heartbeatAge(),
                    node.alive(),
                    node.runThreads(),
                    node.threads(),
                    node.runs(),
                    node.partitions(),
                    node.declined(),
                    node.transforms(),
                    node.jobs(),
                    node.alive() ? List.copyOf(names) : List.of()));
        }
        return shown;
    }

    private static String hash(Node node, String job) {
        @Nullable String hash = node.jobs().get(job);
        return hash == null ? "missing" : hash;
    }
}
