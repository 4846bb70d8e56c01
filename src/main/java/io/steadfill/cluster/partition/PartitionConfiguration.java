package io.steadfill.cluster.partition;

import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.cluster.node.ClusterProperties;
import io.steadfill.cluster.node.Fitness;
import io.steadfill.cluster.task.ControlClock;
import io.steadfill.cluster.task.TaskQueue;
import io.steadfill.control.Control;
import io.steadfill.engine.Workers;
import io.steadfill.engine.execution.Crew;
import io.steadfill.run.life.RunProperties;
import io.steadfill.run.work.Assignments;
import io.steadfill.run.work.NodeName;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class PartitionConfiguration {

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
    Workers workers(
            Control control,
            Assignments assignments,
            PartTasks tasks,
            @Qualifier("partitionTasks") TaskQueue queue,
            ControlClock clock) {
        return new ClusterWorkers(control, assignments, tasks, queue, clock);
    }
}
