package io.steadfill.cluster;

import io.steadfill.cluster.node.ClusterProperties;
import io.steadfill.cluster.node.Fitness;
import io.steadfill.cluster.node.Nodes;
import io.steadfill.cluster.node.TargetPulse;
import io.steadfill.cluster.partition.NodeRuns;
import io.steadfill.cluster.task.ControlClock;
import io.steadfill.cluster.task.TaskQueue;
import io.steadfill.control.Control;
import io.steadfill.definition.file.Jobs;
import io.steadfill.run.Runs;
import io.steadfill.run.life.RunProperties;
import io.steadfill.run.work.Carriage;
import io.steadfill.run.work.NodeName;
import io.steadfill.transform.Transforms;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires a serving process as a node; one node is the same code with one worker. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ClusterConfiguration {

    @Bean
    TaskQueue runTasks(
            Control control,
            ControlClock clock,
            NodeName node,
            RunProperties runProperties,
            ClusterProperties properties,
            Runs runs,
            Carriage carriage,
            Fitness fitness) {
        return new TaskQueue(
                control,
                clock,
                node,
                runProperties.heartbeat(),
                RunCarrier.KIND,
                properties.runThreads(),
                queue -> new RunCarrier(runs, carriage, clock, node, fitness, queue::isStopping));
    }

    @Bean
    Schedulers schedulers(
            Control control,
            Carriage carriage,
            Runs runs,
            NodeRuns nodeRuns,
            ControlClock clock,
            @Qualifier("runTasks") TaskQueue runTasks,
            @Qualifier("partitionTasks") TaskQueue partitionTasks) {
        return new Schedulers(control, carriage, runs, nodeRuns, clock, runTasks, partitionTasks);
    }

    @Bean
    NodeBeat nodeBeat(
            @Value("${steadfill.jobs:jobs}") Path jobs,
            Nodes nodes,
            TargetPulse targets,
            NodeRuns nodeRuns,
            Schedulers schedulers,
            ControlClock clock,
            NodeName node,
            ClusterProperties properties,
            RunProperties runProperties,
            ObjectProvider<BuildProperties> build,
            Transforms transforms) {
        BuildProperties known = build.getIfAvailable();
        return new NodeBeat(
                nodes,
                targets,
                nodeRuns,
                schedulers,
                clock,
                node,
                properties,
                runProperties.heartbeat(),
                known == null ? "unknown" : String.valueOf(known.getVersion()),
                transforms,
                new Jobs(jobs));
    }
}
