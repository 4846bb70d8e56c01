package io.steadfill.cluster;

import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.control.Control;
import io.steadfill.definition.file.Jobs;
import io.steadfill.engine.Workers;
import io.steadfill.engine.execution.Crew;
import io.steadfill.run.Runs;
import io.steadfill.run.life.RunProperties;
import io.steadfill.run.work.Assignments;
import io.steadfill.run.work.Carriage;
import io.steadfill.run.work.NodeName;
import io.steadfill.transform.Transforms;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires a serving process as a node; one node is the same code with one worker. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(ClusterProperties.class)
class ClusterConfiguration {

    @Bean
    ControlClock controlClock(Control control) {
        return new ControlClock(
                () -> control.leases()
                        .sql("select current_timestamp(6)")
                        .query((row, n) -> row.getTimestamp(1).toInstant())
                        .single(),
                System::nanoTime);
    }

    @Bean
    Nodes nodes(Control control, RunProperties runs) {
        return new Nodes(control, runs.deadAfter());
    }

    @Bean
    Fitness fitness(Assignments assignments, Nodes nodes, Transforms transforms, NodeName node) {
        return new Fitness(assignments, nodes, transforms, node);
    }

    @Bean
    PartTasks partTasks(Control control, RunProperties runs) {
        return new PartTasks(control, runs.deadAfter());
    }

    @Bean
    NodeRuns nodeRuns(
            Assignments assignments,
            ObjectProvider<Crew> crew,
            ObjectProvider<ChunkListener> listeners,
            NodeName node) {
        return new NodeRuns(
                assignments, crew::getObject, () -> listeners.orderedStream().toList(), node.name(), System::nanoTime);
    }

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
    TaskQueue partitionTasks(
            Control control,
            ControlClock clock,
            NodeName node,
            RunProperties runProperties,
            ClusterProperties properties,
            PartTasks tasks,
            NodeRuns nodeRuns,
            Fitness fitness) {
        return new TaskQueue(
                control,
                clock,
                node,
                runProperties.heartbeat(),
                PartTasks.KIND,
                properties.threads(),
                queue -> new PartitionCarrier(queue, tasks, nodeRuns, clock, node, fitness, properties.yieldAfter()));
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
    Workers workers(
            Control control,
            Assignments assignments,
            PartTasks tasks,
            @Qualifier("partitionTasks") TaskQueue queue,
            ControlClock clock) {
        return new ClusterWorkers(control, assignments, tasks, queue, clock);
    }

    @Bean
    NodeBeat nodeBeat(
            @Value("${steadfill.jobs:jobs}") Path jobs,
            Nodes nodes,
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
