package io.steadfill.console.home;

import io.steadfill.cluster.node.Nodes;
import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Words;
import java.util.List;

/**
 * A process that serves, as the home page has it.
 *
 * @param heartbeat since it last said that it lives, in words
 * @param differing jobs that it has in another form than some other node; empty where all agree
 */
record NodeView(
        String name, Mark mark, boolean alive, String heartbeat, String work, String version, List<String> differing) {

    static List<NodeView> of(List<Nodes.Node> nodes) {
        return nodes.stream()
                .map(node -> new NodeView(
                        node.name(),
                        mark(node),
                        node.alive(),
                        Words.ago(node.heartbeatAge()),
                        node.partitions() + " of " + node.threads() + " partitions, " + node.runs() + " of "
                                + node.runThreads() + " runs",
                        node.version(),
                        node.differing()))
                .toList();
    }

    private static Mark mark(Nodes.Node node) {
        if (!node.alive()) {
            return new Mark("bad", "interrupted", "Gone", "");
        }
        if (!node.differing().isEmpty()) {
            return new Mark("wait", "warn", "Other jobs", "");
        }
        return new Mark("ok", "done", node.partitions() > 0 || node.runs() > 0 ? "Working" : "Ready", "");
    }
}
