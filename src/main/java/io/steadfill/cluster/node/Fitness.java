package io.steadfill.cluster.node;

import io.steadfill.problem.Problem;
import io.steadfill.run.work.Assignments;
import io.steadfill.run.work.NodeName;
import io.steadfill.transform.Transforms;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a run is better left to another node: one that has what this one lacks. */
public final class Fitness {

    /** What one node may lack and another have. */
    private static final Set<Problem> OWN = Set.of(Problem.TRANSFORM_INVALID, Problem.DATABASE_UNKNOWN);

    private final Assignments assignments;
    private final Nodes nodes;
    private final Collection<String> transforms;
    private final String node;

    Fitness(Assignments assignments, Nodes nodes, Transforms transforms, NodeName node) {
        this.assignments = assignments;
        this.nodes = nodes;
        this.transforms = List.copyOf(transforms.names());
        this.node = node.name();
    }

    /** Whether a problem may be this node's alone. */
    public static boolean isOwn(Problem problem) {
        return OWN.contains(problem);
    }

    /** Whether this node lacks a transform of the run, and a live one that coordinates has it. */
    public boolean isForAnotherCoordinator(String runId) {
        Set<String> needed = assignments.transforms(runId);
        return !transforms.containsAll(needed)
                && others().anyMatch(other ->
                        other.runThreads() > 0 && other.transforms().containsAll(needed));
    }

    /** The same of a live one that works partitions. */
    public boolean isForAnotherWorker(String runId) {
        Set<String> needed = assignments.transforms(runId);
        return !transforms.containsAll(needed)
                && others().anyMatch(other ->
                        other.threads() > 0 && other.transforms().containsAll(needed));
    }

    private Stream<Nodes.Node> others() {
        return nodes.list().stream()
                .filter(other -> other.alive() && !other.name().equals(node));
    }
}
